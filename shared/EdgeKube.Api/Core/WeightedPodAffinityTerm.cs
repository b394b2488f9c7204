using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Pods that it is better, or worse, to be near, and by how much.</summary>
[Description("Pods that it is better, or worse, to be near, and by how much.")]
public sealed record WeightedPodAffinityTerm
{
    [Description("From 1 to 100; a node gets the sum of those that hold.")]
    public int Weight { get; init; }

    [Description("Which pods are meant.")]
    public PodAffinityTerm PodAffinityTerm { get; init => field = value ?? new(); } = new();
}
