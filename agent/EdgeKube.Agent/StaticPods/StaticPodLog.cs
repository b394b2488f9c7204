using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.StaticPods;

internal static partial class StaticPodLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Static pod {Path} was refused: {Why}")]
    public static partial void Refused(ILogger logger, string path, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Static pods in {Path} were not read, those that are known go on: {Why}")]
    public static partial void NotRead(ILogger logger, string path, string why);
}
