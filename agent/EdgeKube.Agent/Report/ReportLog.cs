using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Report;

internal static partial class ReportLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The pods' last statuses could not be written; restart counts may fall back after a boot: {Error}")]
    public static partial void StatusNotKept(ILogger logger, string error);
}
