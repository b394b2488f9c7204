using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent;

internal static partial class AgentLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent of node {Node} started, version {Version}, {Objects} objects in its replica")]
    public static partial void Started(ILogger logger, string node, string version, int objects);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replica file {Path} was passed over: {Why}")]
    public static partial void Damaged(ILogger logger, string path, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stuck for more than {Seconds} s: {Loop}; the watchdog is told no more, and systemd starts the agent anew. The pods run on")]
    public static partial void Stuck(ILogger logger, string loop, double seconds);
}
