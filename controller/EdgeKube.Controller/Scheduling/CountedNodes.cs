namespace EdgeKube.Controller.Scheduling;

/// <summary>The nodes whose pods have been counted. One to try things with has the name of one of them, but other pods.</summary>
internal sealed class CountedNodes
{
    private readonly Dictionary<string, NodeInfo> _byName = new(StringComparer.Ordinal);

    public CountedNodes(IReadOnlyList<NodeInfo> nodes)
    {
        foreach (var node in nodes)
        {
            _byName[node.Name] = node;
        }
    }

    /// <summary>The node as it was counted; null when it is this one.</summary>
    public NodeInfo? FindOriginal(NodeInfo node) => _byName.TryGetValue(node.Name, out var counted) && !ReferenceEquals(counted, node) ? counted : null;
}
