using EdgeKube.Controller.Scheduling.Filters;
using EdgeKube.Controller.Scheduling.Scores;
using EdgeKube.Controller.Scheduling.Spread;

namespace EdgeKube.Controller.Scheduling;

/// <summary>The filters and scores that a pod is placed by: those of every pod, and those that look at other pods, made only when one asks.</summary>
internal sealed record PlacementRules(IReadOnlyList<IFilter> Filters, IReadOnlyList<IScore> Scores)
{
    // Kubernetes' order: of several reasons the first filter's is the one that is told.
    private static readonly IFilter[] CommonFilters =
        [new NamedNodes(), new NodeUnschedulable(), new NodeName(), new TaintToleration(), new NodeAffinity(), new NodePorts(), new NodeResourcesFit(), new VolumeBinding()];

    private static readonly IScore[] CommonScores = [new TaintPreference(), new NodePreference(), new LeastAllocated(), new BalancedAllocation()];

    private static readonly PlacementRules Common = new(CommonFilters, [.. CommonScores, new OwnerSpread()]);

    public static PlacementRules For(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes)
    {
        if (pod.Pod.Spec?.TopologySpreadConstraints is not { Count: > 0 })
        {
            return Common;
        }

        return new(
            SpreadFilter.For(pod, nodes) is { } filter ? [.. CommonFilters, filter] : CommonFilters,
            SpreadScore.For(pod, nodes) is { } score ? [.. CommonScores, score] : CommonScores);
    }

    /// <summary>Why a pod does not fit on a node; null when it does.</summary>
    public Misfit? FindMisfit(PodToSchedule pod, NodeInfo node)
    {
        foreach (var filter in Filters)
        {
            if (filter.Filter(pod, node) is { } misfit)
            {
                return misfit;
            }
        }

        return null;
    }
}
