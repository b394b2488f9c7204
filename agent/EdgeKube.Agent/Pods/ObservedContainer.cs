using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>A container of the pod as the runtime shows it. Times without a date are on the scale of the node's uptime, which no clock change moves.</summary>
internal sealed record ObservedContainer
{
    public required string Id { get; init; }

    public required string SandboxId { get; init; }

    public required string Name { get; init; }

    public int RestartCount { get; init; }

    public ContainerPhase Phase { get; init; }

    /// <summary><see cref="ContainerHash"/> of the spec it was made from.</summary>
    public string SpecHash { get; init; } = "";

    /// <summary>When it was first known to run.</summary>
    public TimeSpan RunningSince { get; init; }

    /// <summary>When it ended.</summary>
    public TimeSpan ExitedAt { get; init; }

    public TimeSpan RanFor { get; init; }

    /// <summary>The wait that was promised for the case that it fails.</summary>
    public TimeSpan Backoff { get; init; }

    public int ExitCode { get; init; }

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>terminationMessagePolicy it was made with.</summary>
    public string MessagePolicy { get; init; } = "";

    public string ImageRef { get; init; } = "";

    public string LogPath { get; init; } = "";

    public TimeSpan GracePeriod { get; init; }

    /// <summary>Number of the signal that tells it to stop; null: what the runtime sends.</summary>
    public uint? StopSignal { get; init; }

    public ContainerStateTerminated? LastState { get; init; }

    /// <summary>Requests and limits in force; null when it was made without any, or by a release that did not write them down.</summary>
    public ResourceRequirements? Resources { get; init; }
}
