using EdgeKube.Controller.Scheduling.Scores;

namespace EdgeKube.Controller.Scheduling.Spread;

/// <summary>The fewer pods of each constraint's kind a node's part of the cluster has, the better. Made for one pod, when it asks.</summary>
internal sealed class SpreadScore : IScore
{
    private const long Unlabelled = -1;
    private readonly IReadOnlyList<SpreadConstraint> _constraints;
    private readonly IReadOnlyList<NodeInfo> _all;

    private SpreadScore(IReadOnlyList<SpreadConstraint> constraints, IReadOnlyList<NodeInfo> all)
    {
        _constraints = constraints;
        _all = all;
    }

    public int Weight => 2;

    /// <summary>Null when the pod has no constraint that only should hold.</summary>
    public static SpreadScore? For(PodToSchedule pod, IReadOnlyList<NodeInfo> all)
        => SpreadConstraint.Of(pod, SpreadConstraint.ScheduleAnyway) is { Count: > 0 } constraints ? new SpreadScore(constraints, all) : null;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        var sums = new double[nodes.Count];
        foreach (var constraint in _constraints)
        {
            var counts = Count(constraint, nodes);

            // Parts that are many hold fewer pods each: their counts weigh more.
            var weight = Math.Log(counts.Domains + 2);
            for (var i = 0; i < nodes.Count; i++)
            {
                sums[i] += constraint.DomainOf(nodes[i]) is { } domain ? (counts.Of(domain) * weight) + constraint.MaxSkew - 1 : 0;
            }
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = SpreadConstraint.HaveDomains(_constraints, nodes[i]) ? (long)Math.Round(sums[i], MidpointRounding.AwayFromZero) : Unlabelled;
        }

        Normalize(scores);
    }

    // Only parts of nodes that could be taken are of interest, but all their nodes count.
    private DomainCounts Count(SpreadConstraint constraint, IReadOnlyList<NodeInfo> nodes)
    {
        var counts = new DomainCounts();
        foreach (var node in nodes)
        {
            if (SpreadConstraint.HaveDomains(_constraints, node))
            {
                counts.Add(constraint.DomainOf(node)!, 0);
            }
        }

        foreach (var node in _all)
        {
            if (SpreadConstraint.HaveDomains(_constraints, node) && constraint.DomainOf(node) is { } domain && counts.Has(domain) && constraint.Includes(node))
            {
                counts.Add(domain, constraint.CountPods(node));
            }
        }

        return counts;
    }

    private static void Normalize(Span<long> scores)
    {
        var (least, most) = (long.MaxValue, 0L);
        foreach (var score in scores)
        {
            (least, most) = score == Unlabelled ? (least, most) : (Math.Min(least, score), Math.Max(most, score));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = scores[i] == Unlabelled ? 0 : most == 0 ? 100 : 100 * (most + least - scores[i]) / most;
        }
    }
}
