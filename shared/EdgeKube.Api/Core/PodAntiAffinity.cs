using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Which pods a pod must or should be away from.</summary>
[Description("Which pods a pod must or should be away from.")]
public sealed record PodAntiAffinity
{
    [Description("The pod is placed only where none of them holds, and no pod that one of them means is placed near it later.")]
    [Atomic]
    public IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    [Description("Pods that it is better to be away from, each with a weight.")]
    [Atomic]
    public IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
