using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Identities;

internal static partial class IdentitiesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Kind} of {Source}: {Detail}")]
    public static partial void Refused(ILogger logger, string kind, string source, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Kind} of {Source} {Count} more times within a minute")]
    public static partial void RefusedMore(ILogger logger, string kind, string source, long count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session of {Identity} from {Remote} was ended: its access was withdrawn")]
    public static partial void SessionWithdrawn(ILogger logger, string identity, string remote);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Key of {Identity} could not be confirmed, the former one counts on")]
    public static partial void NotConfirmed(ILogger logger, string identity, Exception exception);
}
