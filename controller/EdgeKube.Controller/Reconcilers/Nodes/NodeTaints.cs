using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>The taints that follow from a node's conditions. All say NoSchedule; NoExecute would evict, and nothing is evicted for want of a connection.</summary>
internal static class NodeTaints
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string Unschedulable = "node.kubernetes.io/unschedulable";
    private const string NoSchedule = "NoSchedule";

    private static readonly (string Condition, string Taint)[] Pressures =
    [
        ("MemoryPressure", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "node.kubernetes.io/disk-pressure"),
        ("PIDPressure", "node.kubernetes.io/pid-pressure"),
        ("NetworkUnavailable", "node.kubernetes.io/network-unavailable"),
    ];

    /// <summary>The node's taints as they should be: those of others as they are, ours as the conditions say.</summary>
    public static IReadOnlyList<Taint> Build(Node node, NodeStatus? status, DateTimeOffset now)
    {
        var wanted = Keys(node, status).ToArray();
        var current = node.Spec?.Taints ?? [];
        return
        [
            .. current.Where(taint => !IsOurs(taint) || wanted.Contains(taint.Key)),
            .. wanted.Where(key => !current.Any(taint => IsOurs(taint) && taint.Key == key)).Select(key => new Taint { Key = key, Effect = NoSchedule, TimeAdded = now }),
        ];
    }

    public static bool AreEqual(IReadOnlyList<Taint> left, IReadOnlyList<Taint> right)
        => left.Select(taint => (taint.Key, taint.Value, taint.Effect)).SequenceEqual(right.Select(taint => (taint.Key, taint.Value, taint.Effect)));

    private static IEnumerable<string> Keys(Node node, NodeStatus? status)
    {
        var conditions = (status?.Conditions ?? []).ToLookup(condition => condition.Type, condition => condition.Status);
        switch (conditions["Ready"].FirstOrDefault())
        {
            case "True":
                break;
            case "Unknown":
                yield return Unreachable;
                break;
            default:
                // A node that has never reported must not get pods either.
                yield return NotReady;
                break;
        }

        foreach (var (condition, taint) in Pressures)
        {
            if (conditions[condition].Contains("True"))
            {
                yield return taint;
            }
        }

        if (node.Spec?.Unschedulable == true)
        {
            yield return Unschedulable;
        }
    }

    private static bool IsOurs(Taint taint)
        => taint.Effect == NoSchedule
            && (taint.Key is NotReady or Unreachable or Unschedulable || Pressures.Any(pressure => pressure.Taint == taint.Key));
}
