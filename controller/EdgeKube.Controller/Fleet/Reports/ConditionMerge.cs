using EdgeKube.Api;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>
/// Conditions from two sides: those that the node reports are the node's, the others stay as they are. A condition that was shown otherwise
/// meanwhile (an absent node's Ready) turns back now, not at the time at which it last turned for the node. Pure.
/// </summary>
internal static class ConditionMerge
{
    // The node's alone, and only there while they are true.
    private static readonly string[] Passing = ["PodResizePending", "PodResizeInProgress"];

    // Those that are the kubelet's once a pod is on a node.
    private static readonly string[] Nodes = ["PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready"];

    public static IReadOnlyList<PodCondition>? WithoutNodes(IReadOnlyList<PodCondition>? stored)
        => NullIfEmpty<PodCondition>([.. (stored ?? []).Where(condition => !Nodes.Contains(condition.Type))]);

    public static IReadOnlyList<NodeCondition>? Merge(IReadOnlyList<NodeCondition>? stored, IReadOnlyList<NodeCondition>? reported, DateTimeOffset now)
    {
        IEnumerable<NodeCondition> kept = (stored ?? []).Where(s => !(reported ?? []).Any(r => r.Type == s.Type));
        IEnumerable<NodeCondition> taken = (reported ?? []).Select(r => r with
        {
            LastTransitionTime = TransitionOf(
                r.Status, r.LastTransitionTime, stored?.FirstOrDefault(s => s.Type == r.Type) is { } s ? (s.Status, s.LastTransitionTime) : null, now),
        });
        return NullIfEmpty<NodeCondition>([.. taken, .. kept]);
    }

    public static IReadOnlyList<PodCondition>? Merge(IReadOnlyList<PodCondition>? stored, IReadOnlyList<PodCondition>? reported, DateTimeOffset now)
    {
        IEnumerable<PodCondition> kept = (stored ?? []).Where(s => !Passing.Contains(s.Type) && !(reported ?? []).Any(r => r.Type == s.Type));
        IEnumerable<PodCondition> taken = (reported ?? []).Select(r => r with
        {
            LastTransitionTime = TransitionOf(
                r.Status, r.LastTransitionTime, stored?.FirstOrDefault(s => s.Type == r.Type) is { } s ? (s.Status, s.LastTransitionTime) : null, now),
        });
        return NullIfEmpty<PodCondition>([.. taken, .. kept]);
    }

    private static DateTimeOffset? TransitionOf(string status, DateTimeOffset? reported, (string Status, DateTimeOffset? At)? stored, DateTimeOffset now)
    {
        if (stored is not { } before)
        {
            return reported;
        }

        var isLater = before.At is null || reported > before.At;
        return isLater ? reported : before.Status == status ? before.At : MetadataTime(now);
    }

    private static DateTimeOffset MetadataTime(DateTimeOffset now) => Controller.Api.MetadataRules.WholeSeconds(now);

    private static IReadOnlyList<T>? NullIfEmpty<T>(List<T> list) => list.Count == 0 ? null : list;
}
