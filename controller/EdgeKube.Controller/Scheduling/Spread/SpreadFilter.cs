using EdgeKube.Controller.Scheduling.Filters;

namespace EdgeKube.Controller.Scheduling.Spread;

/// <summary>No part of the cluster gets more pods than its constraint's maxSkew above the part with the fewest. Made for one pod, when it asks.</summary>
internal sealed class SpreadFilter : IFilter
{
    private static readonly Misfit Uneven = new(["node(s) didn't match pod topology spread constraints"], true);
    private static readonly Misfit Unlabelled = Misfit.Unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");

    private readonly CountedNodes _nodes;
    private readonly IReadOnlyList<SpreadConstraint> _constraints;
    private readonly (DomainCounts Counts, int Least)[] _counted;

    private SpreadFilter(IReadOnlyList<SpreadConstraint> constraints, IReadOnlyList<NodeInfo> nodes)
    {
        _constraints = constraints;
        _counted = new (DomainCounts, int)[constraints.Count];
        _nodes = new CountedNodes(nodes);
        for (var i = 0; i < _counted.Length; i++)
        {
            var counts = new DomainCounts();
            foreach (var node in nodes)
            {
                if (IsCounted(constraints[i], node))
                {
                    counts.Add(constraints[i].DomainOf(node)!, constraints[i].CountPods(node));
                }
            }

            _counted[i] = (counts, counts.Least(constraints[i].MinDomains));
        }
    }

    /// <summary>Null when the pod has no constraint that must hold.</summary>
    public static SpreadFilter? For(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes)
        => SpreadConstraint.Of(pod, SpreadConstraint.DoNotSchedule) is { Count: > 0 } constraints ? new SpreadFilter(constraints, nodes) : null;

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
    {
        for (var i = 0; i < _constraints.Count; i++)
        {
            var constraint = _constraints[i];
            if (constraint.DomainOf(node) is not { } domain)
            {
                return Unlabelled;
            }

            var (counts, least) = _counted[i];
            var more = FindDifference(constraint, node);
            least = more == 0 ? least : counts.Least(constraint.MinDomains, domain, more);
            if (counts.Of(domain) + more + (constraint.CountsItself ? 1 : 0) - (long)least > constraint.MaxSkew)
            {
                return Uneven;
            }
        }

        return null;
    }

    private int FindDifference(SpreadConstraint constraint, NodeInfo node)
        => _nodes.FindOriginal(node) is { } counted && IsCounted(constraint, node) ? constraint.CountPods(node) - constraint.CountPods(counted) : 0;

    private bool IsCounted(SpreadConstraint constraint, NodeInfo node) => SpreadConstraint.HaveDomains(_constraints, node) && constraint.Includes(node);
}
