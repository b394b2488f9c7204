using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security;

internal static partial class SecurityLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Event about violations of node {Node} was not recorded: {Detail}")]
    public static partial void EventRefused(ILogger logger, string node, string detail);
}
