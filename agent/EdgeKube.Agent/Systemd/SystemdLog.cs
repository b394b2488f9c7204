using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Systemd;

internal static partial class SystemdLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "A shutdown of this machine waits up to {Delay} for its pods")]
    public static partial void Holding(ILogger logger, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A shutdown of this machine would not wait for its pods: {Error}")]
    public static partial void NotHeld(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Machine shuts down: {Pods} pods were told to end within {Period}")]
    public static partial void Ending(ILogger logger, int pods, TimeSpan period);

    [LoggerMessage(Level = LogLevel.Information, Message = "Pods were ended, the machine may go down")]
    public static partial void Released(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Shutdown was called off, pods start again")]
    public static partial void CalledOff(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Pod} could not be ended before the shutdown: {Error}")]
    public static partial void NotEnded(ILogger logger, Pods.PodKey pod, string error);
}
