using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pods;

internal static partial class PodLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Pod {Pod} was acted upon: {Action} because {Reason}")]
    public static partial void Acting(ILogger logger, PodKey pod, string action, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Container {Container} of pod {Pod} was stopped because {Reason}")]
    public static partial void Stopping(ILogger logger, PodKey pod, string container, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Pod} was held for {Delay}: {Error}")]
    public static partial void Held(ILogger logger, PodKey pod, string error, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Pod} could not be started: {Error}; trying again")]
    public static partial void NotStarted(ILogger logger, PodKey pod, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Pod} could not be looked after")]
    public static partial void Failed(ILogger logger, PodKey pod, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cgroup of burstable pods could not be set: {Error}")]
    public static partial void CgroupFailed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Pod {Pod} was removed from this node")]
    public static partial void Removed(ILogger logger, PodKey pod);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Runtime could not be listed: {Error}")]
    public static partial void ListFailed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Log of container {Container} of pod {Pod} could not be rotated: {Error}")]
    public static partial void RotateFailed(ILogger logger, PodKey pod, string container, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Pod} was refused: its name or the name of a container cannot be part of a path")]
    public static partial void Refused(ILogger logger, PodKey pod);

    [LoggerMessage(Level = LogLevel.Information, Message = "Pod {Pod} is in the runtime but not wanted on this node")]
    public static partial void Unwanted(ILogger logger, PodKey pod);
}
