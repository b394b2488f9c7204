using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Which nodes are meant: those for which one of the terms holds.</summary>
[Description("Which nodes are meant: those for which one of the terms holds.")]
public sealed record NodeSelector
{
    [Description("At least one; one of them must hold whole.")]
    [Atomic]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init => field = value ?? []; } = [];
}
