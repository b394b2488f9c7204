using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Tokens;

internal static partial class TokenLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Got no token of ServiceAccount {Account} for pod {Pod}: {Error}")]
    public static partial void NotGiven(ILogger logger, string account, string pod, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The pods' tokens were not written down: {Error}; until then a boot without a controller finds older ones")]
    public static partial void NotKept(ILogger logger, string error);
}
