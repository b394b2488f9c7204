using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Where a pod must or should be placed.</summary>
[Description("Where a pod must or should be placed.")]
public sealed record Affinity
{
    [Description("Which nodes the pod must or should have.")]
    public NodeAffinity? NodeAffinity { get; init; }

    [Description("Which pods the pod must or should be near.")]
    public PodAffinity? PodAffinity { get; init; }

    [Description("Which pods the pod must or should be away from.")]
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
