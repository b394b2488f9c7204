using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A container that is added to a pod that runs, to look at it. It is never restarted.</summary>
[Description("A container that is added to a pod that runs, to look at it. It is never restarted.")]
public sealed record EphemeralContainer : Container
{
    [Description("Container whose processes it sees.")]
    public string? TargetContainerName { get; init; }
}
