using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Why a container is not running yet.</summary>
[Description("Why a container is not running yet.")]
public sealed record ContainerStateWaiting
{
    [Description("One word, such as ContainerCreating or CrashLoopBackOff.")]
    public string? Reason { get; init; }

    [Description("Why, for people.")]
    public string? Message { get; init; }
}
