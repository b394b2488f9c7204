using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Report;

internal static partial class ReportLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The pods' last statuses could not be written; restart counts may fall back after a boot: {Error}")]
    public static partial void StatusNotKept(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Undelivered events could not be written; a boot before the link is back loses them: {Error}")]
    public static partial void EventsNotKept(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Records} damaged records of undelivered events were passed over in {Path}")]
    public static partial void EventsDamaged(ILogger logger, int records, string path);
}
