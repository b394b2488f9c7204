using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Link;

internal static partial class AgentLinkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Controller}")]
    public static partial void Connected(ILogger logger, string controller);

    [LoggerMessage(Level = LogLevel.Information, Message = "Left the connection to {Controller} for a new one")]
    public static partial void Reconnecting(ILogger logger, string controller);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not connected to {Controller}: {Error}; trying again in {Seconds:F0} s")]
    public static partial void Disconnected(ILogger logger, string controller, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Link agreed with controller version {Version}")]
    public static partial void SessionStarted(ILogger logger, string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Link session ended: {Detail}")]
    public static partial void SessionEnded(ILogger logger, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Kept the view of {NodeEpoch}@{NodeRevision}: the controller offers {Epoch}@{Revision}, which is older or of another store; an operator must decide")]
    public static partial void Conflict(ILogger logger, string epoch, long revision, string nodeEpoch, long nodeRevision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dropped a message of the link: {Why}")]
    public static partial void Rejected(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The view could not be written and was not taken: {Error}")]
    public static partial void ViewNotKept(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "This node was removed from its cluster, but that could not be written: {Error}")]
    public static partial void RemovalNotNoted(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Message to {Topic} was not sent: {Error}")]
    public static partial void NotSent(ILogger logger, string topic, string error);
}
