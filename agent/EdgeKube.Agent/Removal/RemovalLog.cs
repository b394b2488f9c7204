using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

internal static partial class RemovalLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} leaves its cluster: {Detail}; its pods are being stopped, then its replica and keys are wiped")]
    public static partial void Leaving(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} cannot leave yet, it tries again: {Error}")]
    public static partial void NotYet(ILogger logger, string node, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} has left its cluster: {Detail}")]
    public static partial void Left(ILogger logger, string node, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The controller could not be told that node {Node} has left: {Error}")]
    public static partial void NotTold(ILogger logger, string node, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This machine belongs to no cluster ({Detail}) and runs nothing. To use it again: edgekube-agent join mqtts://CONTROLLER:8883 --token TOKEN, or delete {Path} where agent.yaml names controllers without TLS")]
    public static partial void Idle(ILogger logger, string detail, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "The mark of the former removal is gone, the node starts")]
    public static partial void Rejoined(ILogger logger);
}
