using EdgeKube.Controller.Scheduling.Filters;
using EdgeKube.Controller.Scheduling.Scores;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Picks a node for one pod: every filter must let it pass, the scores choose among what is left.</summary>
internal static class SchedulingPlanner
{
    /// <param name="nominated">The node that is being made free for the pod; empty when none is.</param>
    public static SchedulingDecision Plan(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, string nominated = "")
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

        var rules = PlacementRules.For(pod, nodes);
        var fitting = new List<NodeInfo>(nodes.Count);
        var misfits = new List<Misfit>();
        var resolvable = new List<NodeInfo>();
        foreach (var node in nodes)
        {
            if (rules.FindMisfit(pod, node) is { } misfit)
            {
                misfits.Add(misfit);
                if (misfit.Resolvable)
                {
                    resolvable.Add(node);
                }
            }
            else
            {
                fitting.Add(node);
            }
        }

        return fitting.Count == 0
            ? Refuse(pod, nodes, nominated, rules, misfits, resolvable)
            : new SchedulingDecision.Bind(fitting.Find(node => node.Name == nominated)?.Name ?? Choose(pod, fitting, rules.Scores).Name);
    }

    private static SchedulingDecision.Unschedulable Refuse(
        PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, string nominated, PlacementRules rules, List<Misfit> misfits, List<NodeInfo> resolvable)
    {
        var bar = PreemptionPlanner.FindBar(pod, nodes, nominated);
        var preemption = bar is null ? PreemptionPlanner.Plan(pod, resolvable, (one, node) => rules.FindMisfit(one, node) is null) : null;
        return new(preemption is null ? UnschedulableMessage.Build(misfits, bar) : UnschedulableMessage.Build(misfits), preemption) { IsUnderWay = bar == PreemptionPlanner.UnderWay };
    }

    private static NodeInfo Choose(PodToSchedule pod, List<NodeInfo> nodes, IReadOnlyList<IScore> scores)
    {
        Span<long> total = new long[nodes.Count];
        Span<long> part = new long[nodes.Count];
        foreach (var score in scores)
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
