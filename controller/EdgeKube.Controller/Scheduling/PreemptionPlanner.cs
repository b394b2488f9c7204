namespace EdgeKube.Controller.Scheduling;

/// <summary>
/// Finds the node on which the fewest and least important pods would have to go for one that fits nowhere. Disruption budgets are not looked at: nothing acts on them.
/// Pure.
/// </summary>
internal static class PreemptionPlanner
{
    public const string Never = "not eligible due to preemptionPolicy=Never.";
    public const string UnderWay = "not eligible due to a terminating pod on the nominated node.";

    /// <summary>Why the pod may not take another's place now; null when it may.</summary>
    /// <param name="nominated">The node that was being made free for it; empty when none was.</param>
    public static string? FindBar(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, string nominated)
    {
        if (pod.Pod.Spec?.PreemptionPolicy == "Never")
        {
            return Never;
        }

        var node = nominated.Length == 0 ? null : nodes.FirstOrDefault(node => node.Name == nominated);
        return node?.Pods.Any(other => other.Priority < pod.Priority && other.IsEnding) is true ? UnderWay : null;
    }

    /// <param name="candidates">Nodes on which the pod would fit if others went.</param>
    /// <param name="fits">Whether a pod fits on a node as it is given.</param>
    /// <returns>Null when no pods of lower priority make enough room.</returns>
    public static Preemption? Plan(PodToSchedule pod, IEnumerable<NodeInfo> candidates, Func<PodToSchedule, NodeInfo, bool> fits)
    {
        Preemption? best = null;
        foreach (var node in candidates)
        {
            if (FindVictims(pod, node, fits) is { Count: > 0 } victims && (best is null || IsBetter(victims, best.Victims)))
            {
                best = new Preemption(node.Name, victims);
            }
        }

        return best;
    }

    // All that are less important go, and then come back one by one, the most important first, as long as there is room.
    private static List<PlacedPod>? FindVictims(PodToSchedule pod, NodeInfo node, Func<PodToSchedule, NodeInfo, bool> fits)
    {
        var lower = node.Pods.Where(other => other.Priority < pod.Priority)
            .OrderByDescending(other => other.Priority).ThenBy(other => other.Uid, StringComparer.Ordinal).ToArray();
        var rest = node.Copy();
        foreach (var other in lower)
        {
            rest.Remove(other.Uid);
        }

        if (lower.Length == 0 || !fits(pod, rest))
        {
            return null;
        }

        var victims = new List<PlacedPod>();
        foreach (var other in lower)
        {
            rest.Add(other);
            if (!fits(pod, rest))
            {
                rest.Remove(other.Uid);
                victims.Add(other);
            }
        }

        return victims;
    }

    // Kubernetes' order: the most important victim, then their sum, then their number.
    private static bool IsBetter(List<PlacedPod> victims, IReadOnlyList<PlacedPod> others)
    {
        var (mine, theirs) = (Weigh(victims), Weigh(others));
        return mine.CompareTo(theirs) < 0;
    }

    private static (int Highest, long Sum, int Count) Weigh(IReadOnlyList<PlacedPod> victims)
    {
        var highest = int.MinValue;
        long sum = 0;
        foreach (var victim in victims)
        {
            highest = Math.Max(highest, victim.Priority);
            sum += victim.Priority - (long)int.MinValue;
        }

        return (highest, sum, victims.Count);
    }
}
