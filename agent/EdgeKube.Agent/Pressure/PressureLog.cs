using EdgeKube.Agent.Pods;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pressure;

internal static partial class PressureLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Pressure changed: {Conditions}; disk: {Disk}")]
    public static partial void Changed(ILogger logger, string conditions, string disk);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Pod} was evicted: {Why}")]
    public static partial void Evicting(ILogger logger, PodKey pod, string why);
}
