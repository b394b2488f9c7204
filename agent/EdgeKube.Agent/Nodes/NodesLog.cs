using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Nodes;

internal static partial class NodesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} changed: {State}")]
    public static partial void Changed(ILogger logger, string node, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock of node {Node} is wrong: {Message} ({Reason})")]
    public static partial void ClockWrong(ILogger logger, string node, string reason, string message);

    [LoggerMessage(Level = LogLevel.Information, Message = "The clock of node {Node} is right again: {Message}")]
    public static partial void ClockRight(ILogger logger, string node, string message);
}
