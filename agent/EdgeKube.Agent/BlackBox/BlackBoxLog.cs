using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.BlackBox;

internal static partial class BlackBoxLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Former run ended: {Reason}")]
    public static partial void FormerRun(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Board told of under-voltage")]
    public static partial void UnderVoltage(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Black box could not be written; the next start cannot tell why this run ended: {Error}")]
    public static partial void NotWritten(ILogger logger, string error);
}
