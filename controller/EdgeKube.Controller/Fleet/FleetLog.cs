using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet;

internal static partial class FleetLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} is present, agent {Version}")]
    public static partial void SessionStarted(ILogger logger, string node, string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} is absent: {Detail}")]
    public static partial void SessionEnded(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} was removed and has been seen, it was told to leave")]
    public static partial void Leaving(ILogger logger, string node);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} has left: {Detail}")]
    public static partial void Left(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event about node {Node} was not recorded: {Detail}")]
    public static partial void EventRefused(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "View of node {Node} is in conflict: {Detail}")]
    public static partial void Conflict(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Frame of node {Node} was dropped: {Detail}")]
    public static partial void Rejected(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Report of node {Node} on {Key} was dropped: {Detail}")]
    public static partial void ReportRefused(ILogger logger, string node, string key, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Report of node {Node} was not stored, it will be sent again")]
    public static partial void ReportNotStored(ILogger logger, string node, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending to node {Node} failed: {Detail}")]
    public static partial void SendFailed(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Link of node {Node} failed, its connection was ended")]
    public static partial void LinkFailed(ILogger logger, string node, Exception exception);
}
