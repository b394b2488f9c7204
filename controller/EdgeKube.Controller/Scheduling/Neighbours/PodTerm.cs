using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>One term of a pod's affinity to others, or against them, ready to be asked for many pods.</summary>
/// <param name="given">The term.</param>
/// <param name="ns">The namespace of the pod whose term it is.</param>
/// <param name="weight">How much it counts; 0 for one that must hold.</param>
internal sealed class PodTerm(PodAffinityTerm given, string ns, int weight)
{
    private readonly Selector _pods = Selector.From(given.LabelSelector);
    private readonly Selector _namespaces = Selector.From(given.NamespaceSelector);

    public string Key => given.TopologyKey;

    public int Weight => weight;

    /// <summary>Whether a pod is one of those that are meant, wherever it is.</summary>
    public bool Means(string podNamespace, IReadOnlyDictionary<string, string>? labels, NamespaceLabels namespaces) => _pods.Matches(labels) && Reaches(podNamespace, namespaces);

    /// <summary>The part of the cluster that the node belongs to; null when it has no such label.</summary>
    public string? DomainOf(NodeInfo node) => node.Node!.Metadata.Labels?.GetValueOrDefault(given.TopologyKey);

    private bool Reaches(string podNamespace, NamespaceLabels namespaces)
    {
        if (given.Namespaces is not { Count: > 0 } && given.NamespaceSelector is null)
        {
            return podNamespace == ns;
        }

        return given.Namespaces?.Contains(podNamespace) == true || _namespaces.Matches(namespaces.LabelsOf(podNamespace));
    }
}
