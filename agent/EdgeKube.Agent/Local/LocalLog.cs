using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Local;

internal static partial class LocalLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Socket {Path} was not made, edgectl --node-local does not work: {Why}")]
    public static partial void NotListening(ILogger logger, string path, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "User {User} was refused at the node's socket")]
    public static partial void Refused(ILogger logger, uint user);
}
