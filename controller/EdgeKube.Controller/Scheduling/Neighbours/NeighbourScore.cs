using EdgeKube.Controller.Scheduling.Scores;

namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>
/// The more pods are near that the pod likes, or that like the pod, and the fewer of the others, the better. Made for one pod, when it or a
/// placed one asks.
/// </summary>
internal sealed class NeighbourScore : IScore
{
    // Kubernetes' hardPodAffinityWeight: a placed pod that must be near others is taken to like them a little.
    private const int LikingOfWhoMustBeNear = 1;
    private readonly IReadOnlyList<NodeInfo> _all;

    private NeighbourScore(IReadOnlyList<NodeInfo> all) => _all = all;

    public int Weight => 2;

    /// <summary>Null when nobody asks.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="all">All nodes.</param>
    /// <param name="placedAsk">Whether placed pods have terms.</param>
    public static NeighbourScore? For(PodToSchedule pod, IReadOnlyList<NodeInfo> all, bool placedAsk) => placedAsk || pod.Neighbours?.Prefers == true ? new NeighbourScore(all) : null;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        var sums = new DomainSums();
        foreach (var node in _all)
        {
            AddOwn(sums, pod, node);
            AddOthers(sums, pod, node);
        }

        var (least, most) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = sums.Of(nodes[i]);
            (least, most) = (Math.Min(least, scores[i]), Math.Max(most, scores[i]));
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = most > least ? (long)(100d * (scores[i] - least) / (most - least)) : 0;
        }
    }

    private static void AddOwn(DomainSums sums, PodToSchedule pod, NodeInfo node)
    {
        if (pod.Neighbours is not { Prefers: true } terms)
        {
            return;
        }

        foreach (var other in node.Pods)
        {
            Add(terms.LikesNear, 1, other);
            Add(terms.LikesAway, -1, other);
        }

        void Add(IReadOnlyList<PodTerm> liked, int sign, PlacedPod other)
        {
            foreach (var term in liked)
            {
                sums.Add(term, node, term.Means(other.Namespace, other.Labels, pod.Namespaces) ? sign * term.Weight : 0);
            }
        }
    }

    private static void AddOthers(DomainSums sums, PodToSchedule pod, NodeInfo node)
    {
        foreach (var other in node.PodsWithTerms)
        {
            Add(other.Neighbours!.MustBeNear, _ => LikingOfWhoMustBeNear);
            Add(other.Neighbours.LikesNear, term => term.Weight);
            Add(other.Neighbours.LikesAway, term => -term.Weight);
        }

        void Add(IReadOnlyList<PodTerm> terms, Func<PodTerm, int> weigh)
        {
            foreach (var term in terms)
            {
                sums.Add(term, node, term.Means(pod.Pod.Namespace, pod.Pod.Metadata.Labels, pod.Namespaces) ? weigh(term) : 0);
            }
        }
    }
}
