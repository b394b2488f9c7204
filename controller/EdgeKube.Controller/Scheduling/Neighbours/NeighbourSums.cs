namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>Which parts of the cluster have pods that a pod must be near or away from, and pods that must be away from it.</summary>
internal sealed class NeighbourSums(PodToSchedule pod)
{
    private readonly NeighbourTerms _terms = pod.Neighbours ?? NeighbourTerms.None;

    /// <summary>Pods that all its terms mean.</summary>
    public DomainSums Wanted { get; private init; } = new();

    /// <summary>Pods that one of its terms keeps it away from.</summary>
    public DomainSums Shunned { get; private init; } = new();

    /// <summary>Pods of which a term keeps it away.</summary>
    public DomainSums Shunning { get; private init; } = new();

    /// <summary>Whether all its terms mean the pod itself, which may then be the first of its kind.</summary>
    public bool WantsItself => MeansAll(pod.Pod.Namespace, pod.Pod.Metadata.Labels);

    /// <summary>One to try things with.</summary>
    public NeighbourSums Copy() => new(pod) { Wanted = Wanted.Copy(), Shunned = Shunned.Copy(), Shunning = Shunning.Copy() };

    /// <param name="node">Whose pods are counted.</param>
    /// <param name="sign">1, or -1 to take them away again.</param>
    public void Add(NodeInfo node, int sign)
    {
        foreach (var other in _terms.Demands ? node.Pods : [])
        {
            Count(other, node, sign);
        }

        foreach (var other in node.PodsWithTerms)
        {
            foreach (var term in other.Neighbours!.MustBeAway)
            {
                if (term.Means(pod.Pod.Namespace, pod.Pod.Metadata.Labels, pod.Namespaces))
                {
                    Shunning.Add(term, node, sign);
                }
            }
        }
    }

    private void Count(PlacedPod other, NodeInfo node, int sign)
    {
        // One that is only expected may never come, so nobody may rely on it.
        if (!other.IsExpected && _terms.MustBeNear.Count > 0 && MeansAll(other.Namespace, other.Labels))
        {
            foreach (var term in _terms.MustBeNear)
            {
                Wanted.Add(term, node, sign);
            }
        }

        foreach (var term in _terms.MustBeAway)
        {
            if (term.Means(other.Namespace, other.Labels, pod.Namespaces))
            {
                Shunned.Add(term, node, sign);
            }
        }
    }

    private bool MeansAll(string ns, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var term in _terms.MustBeNear)
        {
            if (!term.Means(ns, labels, pod.Namespaces))
            {
                return false;
            }
        }

        return true;
    }
}
