using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Scheduling;

internal static partial class SchedulerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Binding {Pod} to {Node} was refused: {Message}")]
    public static partial void BindingRefused(ILogger logger, string pod, string node, string message);
}
