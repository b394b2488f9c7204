using EdgeKube.Controller.Scheduling.Filters;

namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>
/// A pod goes where those are that it must be near, where none is that it must be away from, and where none is that must be away from it.
/// Made for one pod, when it or a placed one asks.
/// </summary>
internal sealed class NeighbourFilter : IFilter
{
    private static readonly Misfit Far = Misfit.Unresolvable("node(s) didn't match pod affinity rules");
    private static readonly Misfit Shunned = new(["node(s) didn't match pod anti-affinity rules"], true);
    private static readonly Misfit Shunning = new(["node(s) didn't satisfy existing pods anti-affinity rules"], true);

    private readonly CountedNodes _nodes;
    private readonly NeighbourSums _sums;

    private NeighbourFilter(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes)
    {
        _nodes = new CountedNodes(nodes);
        _sums = new NeighbourSums(pod);
        foreach (var node in nodes)
        {
            _sums.Add(node, 1);
        }
    }

    /// <summary>Null when nobody asks.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="nodes">All of them.</param>
    /// <param name="placedAsk">Whether placed pods have terms.</param>
    public static NeighbourFilter? For(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, bool placedAsk)
        => placedAsk || pod.Neighbours?.Demands == true ? new NeighbourFilter(pod, nodes) : null;

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
    {
        var terms = pod.Neighbours ?? NeighbourTerms.None;
        var sums = SumsFor(node);
        if (!IsNear(terms, sums, node))
        {
            return Far;
        }

        foreach (var term in terms.MustBeAway)
        {
            if (term.DomainOf(node) is { } domain && sums.Shunned.Of(term.Key, domain) > 0)
            {
                return Shunned;
            }
        }

        return sums.Shunning.Of(node) > 0 ? Shunning : null;
    }

    private static bool IsNear(NeighbourTerms terms, NeighbourSums sums, NodeInfo node)
    {
        var near = true;
        foreach (var term in terms.MustBeNear)
        {
            if (term.DomainOf(node) is not { } domain)
            {
                return false;
            }

            near &= sums.Wanted.Of(term.Key, domain) > 0;
        }

        // The first of pods that want to be near each other could be placed nowhere.
        return near || (sums.Wanted.IsEmpty && sums.WantsItself);
    }

    private NeighbourSums SumsFor(NodeInfo node)
    {
        if (_nodes.FindOriginal(node) is not { } counted)
        {
            return _sums;
        }

        var sums = _sums.Copy();
        sums.Add(counted, -1);
        sums.Add(node, 1);
        return sums;
    }
}
