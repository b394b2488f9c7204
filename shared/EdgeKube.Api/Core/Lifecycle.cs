using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What is done right after a container starts and before it is stopped.</summary>
[Description("What is done right after a container starts and before it is stopped.")]
public sealed record Lifecycle
{
    [Description("Done right after the start; when it fails the container is stopped.")]
    public LifecycleHandler? PostStart { get; init; }

    [Description("Done before the container is told to stop, within its grace period.")]
    public LifecycleHandler? PreStop { get; init; }

    [Description("Signal that tells the container to stop, such as SIGUSR1; needs spec.os.name. Default: what its image says, or SIGTERM.")]
    public string? StopSignal { get; init; }
}
