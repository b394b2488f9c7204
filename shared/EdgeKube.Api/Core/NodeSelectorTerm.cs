using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Conditions that a node must all fulfil; without any, no node does.</summary>
[Description("Conditions that a node must all fulfil; without any, no node does.")]
public sealed record NodeSelectorTerm
{
    [Description("Conditions on the node's labels.")]
    [Atomic]
    public IReadOnlyList<NodeSelectorRequirement>? MatchExpressions { get; init; }

    [Description("Conditions on the node's fields: metadata.name.")]
    [Atomic]
    public IReadOnlyList<NodeSelectorRequirement>? MatchFields { get; init; }
}
