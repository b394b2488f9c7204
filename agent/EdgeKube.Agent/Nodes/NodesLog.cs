using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Nodes;

internal static partial class NodesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} changed: {State}")]
    public static partial void Changed(ILogger logger, string node, string state);
}
