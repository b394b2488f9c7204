using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Nodes that are better for a pod than others, and by how much.</summary>
[Description("Nodes that are better for a pod than others, and by how much.")]
public sealed record PreferredSchedulingTerm
{
    [Description("From 1 to 100; a node gets the sum of those that hold.")]
    public int Weight { get; init; }

    [Description("Which nodes are meant.")]
    public NodeSelectorTerm Preference { get; init => field = value ?? new(); } = new();
}
