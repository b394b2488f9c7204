using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Pods that are meant, and how near is near.</summary>
[Description("Pods that are meant, and how near is near.")]
public sealed record PodAffinityTerm
{
    [Description("Which pods are meant; without one, none.")]
    public LabelSelector? LabelSelector { get; init; }

    [Description("Namespaces of the pods, besides those of namespaceSelector; without both, the pod's own.")]
    [Atomic]
    public IReadOnlyList<string>? Namespaces { get; init; }

    [Description("Label of nodes; pods on nodes with the same value are near each other.")]
    public string TopologyKey { get; init => field = value ?? ""; } = "";

    [Description("Namespaces of the pods by their labels; an empty one means all.")]
    public LabelSelector? NamespaceSelector { get; init; }

    [Description("Labels whose values the pods must share with the pod; they go into labelSelector when the pod is made.")]
    [Atomic]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    [Description("Labels whose values the pods must not share with the pod; they go into labelSelector when the pod is made.")]
    [Atomic]
    public IReadOnlyList<string>? MismatchLabelKeys { get; init; }
}
