using EdgeKube.Agent.Report;

namespace EdgeKube.Agent.Pressure;

/// <summary>What the Node's events say of a change of what it has left, in the kubelet's words. Pure.</summary>
internal static class PressureEvents
{
    private static readonly (string Condition, string Bad, string Good)[] Reasons =
    [
        ("MemoryPressure", "NodeHasInsufficientMemory", "NodeHasSufficientMemory"),
        ("DiskPressure", "NodeHasDiskPressure", "NodeHasNoDiskPressure"),
        ("PIDPressure", "NodeHasInsufficientPID", "NodeHasSufficientPID"),
    ];

    public static IEnumerable<NodeEvent> Build(string node, PressureState before, PressureState after, DateTimeOffset now)
    {
        if (after.Short is [var first, ..] && !before.Short.Any(threshold => threshold.Signal.Resource == first.Signal.Resource))
        {
            yield return new NodeEvent("Warning", "EvictionThresholdMet", $"Attempting to reclaim {first.Signal.Resource}", now);
        }

        foreach (var (condition, bad, good) in Reasons)
        {
            if (before.Has(condition) != after.Has(condition))
            {
                var reason = after.Has(condition) ? bad : good;
                yield return new NodeEvent("Normal", reason, $"Node {node} status is now: {reason}", now);
            }
        }
    }
}
