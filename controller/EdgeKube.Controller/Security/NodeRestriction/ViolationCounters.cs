using System.Collections.Concurrent;
using EdgeKube.Controller.Metrics;

namespace EdgeKube.Controller.Security;

/// <summary>How often each node has tried what it may not.</summary>
internal sealed class ViolationCounters : IMetricSource
{
    public const string Name = "edgekube_node_restriction_violations_total";

    // Names of nodes are proven, but on an insecure door anybody has any name: what is counted stays bounded.
    private const int MaxSeries = 20_000;
    private static readonly string[] Kinds = ["Pod", "Node", "Event", "ConfigMap", "Secret", "Namespace", "Deployment", "ReplicaSet"];

    private readonly ConcurrentDictionary<(string Node, string Kind, ViolationReason Reason), long> _counts = new();

    public void Add(string node, NodeViolation violation)
    {
        var kind = Kinds.Contains(violation.Kind) ? violation.Kind : "other";
        var key = (node, kind, violation.Reason);
        var isRoom = _counts.Count < MaxSeries || _counts.ContainsKey(key);
        _counts.AddOrUpdate(isRoom ? key : ("other", kind, violation.Reason), 1, static (_, count) => count + 1);
    }

    public long CountOf(string node, ViolationReason? reason = null) =>
        _counts.Where(one => one.Key.Node == node && (reason is null || one.Key.Reason == reason)).Sum(one => one.Value);

    public void WriteTo(MetricsText text)
    {
        text.Begin(Name, "counter", "Reports of nodes that were dropped because a node may not say them.");
        foreach (var ((node, kind, reason), count) in _counts.ToArray().OrderBy(one => one.Key))
        {
            text.Sample(Name, count, ("node", node), ("kind", kind), ("reason", reason.ToString()));
        }
    }
}
