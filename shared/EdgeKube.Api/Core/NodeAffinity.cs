using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Which nodes a pod must or should have.</summary>
[Description("Which nodes a pod must or should have.")]
public sealed record NodeAffinity
{
    [Description("The pod is placed on such nodes only; it stays when its node changes later.")]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    [Description("Nodes that are better than others, each with a weight.")]
    [Atomic]
    public IReadOnlyList<PreferredSchedulingTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
