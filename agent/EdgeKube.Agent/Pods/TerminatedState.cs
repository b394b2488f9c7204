using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>How the end of a container reads in a status.</summary>
internal static class TerminatedState
{
    /// <summary>What the kubelet reports when it cannot know.</summary>
    public const int UnknownExitCode = 137;

    public static ContainerStateTerminated Of(ObservedContainer container) => new()
    {
        ExitCode = container.ExitCode,
        Reason = container.Reason.Length > 0 ? container.Reason : container.ExitCode == 0 ? "Completed" : "Error",
        Message = container.Message.Length > 0 ? container.Message : null,
        // A container that could not start has no start: the kubelet then shows the epoch.
        StartedAt = container.StartedAt ?? DateTimeOffset.UnixEpoch,
        FinishedAt = container.FinishedAt ?? DateTimeOffset.UnixEpoch,
        ContainerID = PodTexts.ContainerId(container.Id),
    };

    /// <summary>It ran when it was last seen, and the runtime has forgotten it.</summary>
    public static ContainerStateTerminated Lost(ContainerStatus known) => new()
    {
        ExitCode = UnknownExitCode,
        Reason = "ContainerStatusUnknown",
        Message = "The container could not be located when the pod was deleted.  The container used to be Running",
        StartedAt = known.State?.Running?.StartedAt,
        ContainerID = known.ContainerID,
    };

    /// <summary>It never came to be before the pod ended.</summary>
    public static ContainerStateTerminated NeverFound() => new()
    {
        ExitCode = UnknownExitCode,
        Reason = "ContainerStatusUnknown",
        Message = "The container could not be located when the pod was terminated",
    };
}
