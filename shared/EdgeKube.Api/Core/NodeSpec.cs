using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>What is decided about a Node from outside.</summary>
[Description("What is decided about a Node from outside.")]
public sealed record NodeSpec
{
    [Description("Range of addresses for pods of this node.")]
    public string? PodCIDR { get; init; }

    [Description("The same per address family; the first equals podCIDR.")]
    [ListSet]
    public IReadOnlyList<string>? PodCIDRs { get; init; }

    [Description("Identity of the machine at its provider.")]
    public string? ProviderID { get; init; }

    [Description("True while no new pods are to be placed on the node (cordon).")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unschedulable { get; init; }

    [Description("Taints that keep pods without a matching toleration away.")]
    public IReadOnlyList<Taint>? Taints { get; init; }
}
