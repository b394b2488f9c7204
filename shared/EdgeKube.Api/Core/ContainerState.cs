using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Exactly one of waiting, running and terminated; none means waiting.</summary>
[Description("Exactly one of waiting, running and terminated; none means waiting.")]
public sealed record ContainerState
{
    [Description("Not started yet.")]
    public ContainerStateWaiting? Waiting { get; init; }

    [Description("Running.")]
    public ContainerStateRunning? Running { get; init; }

    [Description("Ended.")]
    public ContainerStateTerminated? Terminated { get; init; }
}
