using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Since when a container runs.</summary>
[Description("Since when a container runs.")]
public sealed record ContainerStateRunning
{
    [Description("When it was last started.")]
    public DateTimeOffset? StartedAt { get; init; }
}
