using EdgeKube.Controller.Scheduling.Filters;
using EdgeKube.Controller.Scheduling.Neighbours;
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
        var spreads = pod.Pod.Spec?.TopologySpreadConstraints is { Count: > 0 };
        var placedAsk = HaveTerms(nodes);
        if (!spreads && !placedAsk && pod.Neighbours is null)
        {
            return Common;
        }

        IFilter?[] filters = [.. CommonFilters, SpreadFilter.For(pod, nodes), NeighbourFilter.For(pod, nodes, placedAsk)];
        IScore?[] scores = [.. CommonScores, spreads ? SpreadScore.For(pod, nodes) : new OwnerSpread(), NeighbourScore.For(pod, nodes, placedAsk)];
        return new([.. filters.OfType<IFilter>()], [.. scores.OfType<IScore>()]);
    }

    private static bool HaveTerms(IReadOnlyList<NodeInfo> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].HasTerms)
            {
                return true;
            }
        }

        return false;
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
