using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Which pods a pod must or should be near.</summary>
[Description("Which pods a pod must or should be near.")]
public sealed record PodAffinity
{
    [Description("The pod is placed only where all of them hold; it stays when other pods go later.")]
    [Atomic]
    public IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    [Description("Pods that it is better to be near, each with a weight.")]
    [Atomic]
    public IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
