using EdgeKube.Controller.Scheduling.Filters;
using EdgeKube.Controller.Scheduling.Scores;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Picks a node for one pod: every filter must let it pass, the scores choose among what is left.</summary>
internal static class SchedulingPlanner
{
    // Kubernetes' order: of several reasons the first filter's is the one that is told.
    private static readonly IFilter[] Filters = [new NodeUnschedulable(), new NodeName(), new TaintToleration(), new NodeAffinity(), new NodePorts(), new NodeResourcesFit(), new VolumeBinding()];
    private static readonly IScore[] Scores = [new TaintPreference(), new LeastAllocated(), new BalancedAllocation(), new OwnerSpread()];

    public static SchedulingDecision Plan(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes)
    {
        if (nodes.Count == 0)
        {
            return new SchedulingDecision.Unschedulable("no nodes available to schedule pods");
        }

        if (pod.Claims.Blocker is { } blocker)
        {
            // The last two words are Kubernetes' own.
            return new SchedulingDecision.Unschedulable($"0/{nodes.Count} nodes are available: {blocker}. not found");
        }

        var fitting = new List<NodeInfo>(nodes.Count);
        var misfits = new List<Misfit>();
        foreach (var node in nodes)
        {
            if (FindMisfit(pod, node) is { } misfit)
            {
                misfits.Add(misfit);
            }
            else
            {
                fitting.Add(node);
            }
        }

        return fitting.Count == 0
            ? new SchedulingDecision.Unschedulable(UnschedulableMessage.Build(pod, misfits))
            : new SchedulingDecision.Bind(Choose(pod, fitting).Name);
    }

    private static Misfit? FindMisfit(PodToSchedule pod, NodeInfo node)
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

    private static NodeInfo Choose(PodToSchedule pod, List<NodeInfo> nodes)
    {
        Span<long> total = new long[nodes.Count];
        Span<long> part = new long[nodes.Count];
        foreach (var score in Scores)
        {
            score.Score(pod, nodes, part);
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += part[i] * score.Weight;
            }
        }

        var best = 0;
        for (var i = 1; i < total.Length; i++)
        {
            // Kubernetes draws lots among equals; the emptier node serves the same end and makes runs repeatable.
            if (total[i] > total[best] || (total[i] == total[best] && nodes[i].PodCount < nodes[best].PodCount))
            {
                best = i;
            }
        }

        return nodes[best];
    }
}
