using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Where a pod must or should be placed.</summary>
[Description("Where a pod must or should be placed.")]
public sealed record Affinity
{
    [Description("Which nodes the pod must or should have.")]
    public NodeAffinity? NodeAffinity { get; init; }
}
