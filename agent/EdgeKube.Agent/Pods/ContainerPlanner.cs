using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Decides on one container of a pod whose sandbox is up.</summary>
internal static class ContainerPlanner
{
    /// <param name="newest">The latest container of that name in the runtime.</param>
    /// <param name="health">What its probes say of it.</param>
    /// <param name="known">What was last reported of it; counts only when the runtime has forgotten the container.</param>
    /// <param name="wait">Set when the last attempt failed before there was a process.</param>
    public static PodAction? Plan(
        Container desired,
        Pod pod,
        ObservedContainer? newest,
        ContainerHealth health,
        ContainerStatus? known,
        ContainerWait? wait,
        string sandboxId,
        TimeSpan now)
    {
        return newest switch
        {
            null when !IsWanted(desired, pod, null, known) => null,
            null => Start(desired, sandboxId, KnownRestarts(known), TimeSpan.Zero, KnownLastState(known), wait, now, "NotCreated"),
            { Phase: ContainerPhase.Running } => PlanRunning(desired, pod, newest, health),
            { Phase: ContainerPhase.Unknown } => new PodAction.StopContainer(newest.Id, desired.Name, newest.GracePeriod, null, "StateUnknown"),
            { Phase: ContainerPhase.Created } => PlanCreated(desired, newest, sandboxId),
            _ => PlanExited(desired, pod, newest, health, wait, sandboxId, now),
        };
    }

    /// <summary>Whether a container that does not run should.</summary>
    public static bool IsWanted(Container desired, Pod pod, ObservedContainer? newest, ContainerStatus? known)
    {
        var exitCode = newest is { Phase: ContainerPhase.Exited } ? newest.ExitCode : newest is null ? known?.State?.Terminated?.ExitCode : null;
        return exitCode is not { } code
            || RestartPolicy.AllowsRestart(RestartPolicy.Of(pod), code)
            || (newest is not null && newest.SpecHash != ContainerHash.Of(desired));
    }

    /// <summary>The runtime forgot the container: it goes on counting from what was reported.</summary>
    public static int KnownRestarts(ContainerStatus? known) => known switch
    {
        null => 0,
        { State.Waiting: not null } or { State: null } => known.RestartCount,
        _ => known.RestartCount + 1,
    };

    private static PodAction? PlanRunning(Container desired, Pod pod, ObservedContainer newest, ContainerHealth health)
    {
        if (newest.SpecHash != ContainerHash.Of(desired))
        {
            return new PodAction.StopContainer(
                newest.Id, desired.Name, newest.GracePeriod, $"Container {desired.Name} definition changed, will be restarted", "SpecChanged");
        }

        return health.Failure is { } failure
            ? new PodAction.StopContainer(
                newest.Id, desired.Name, failure.GracePeriod ?? newest.GracePeriod, PodTexts.ProbeFailed(pod, desired.Name, failure.Kind), "ProbeFailed")
            : null;
    }

    // A crash between create and start leaves such a container; in a sandbox that is gone it can never start.
    private static PodAction PlanCreated(Container desired, ObservedContainer newest, string sandboxId)
        => newest.SandboxId == sandboxId && newest.SpecHash == ContainerHash.Of(desired)
            ? new PodAction.ResumeContainer(newest.Id, desired.Name, "NotStarted")
            : new PodAction.RemoveContainer(newest.Id, newest.LogPath, "NeverStarted");

    private static PodAction? PlanExited(
        Container desired, Pod pod, ObservedContainer newest, ContainerHealth health, ContainerWait? wait, string sandboxId, TimeSpan now)
    {
        if (!IsWanted(desired, pod, newest, null))
        {
            return null;
        }

        var changed = newest.SpecHash != ContainerHash.Of(desired);
        var delay = changed || newest.SandboxId != sandboxId ? TimeSpan.Zero : RestartBackoff.After(newest.Backoff, newest.RanFor);
        var retryAt = newest.ExitedAt + delay;
        if (now < retryAt)
        {
            return new PodAction.Wait(desired.Name, "CrashLoopBackOff", PodTexts.CrashLoop(pod, desired.Name, delay), retryAt);
        }

        // As in the kubelet, the first restart by a probe does not count towards the back-off.
        var isFirstByProbe = health.Failure is not null && newest.RestartCount == 0;
        var promise = changed || isFirstByProbe ? TimeSpan.Zero : RestartBackoff.Next(delay);
        var reason = changed ? "SpecChanged" : newest.SandboxId != sandboxId ? "SandboxChanged" : "Restart";
        return Start(desired, sandboxId, newest.RestartCount + 1, promise, TerminatedState.Of(newest), wait, now, reason);
    }

    private static PodAction Start(
        Container desired,
        string sandboxId,
        int restartCount,
        TimeSpan backoff,
        ContainerStateTerminated? lastState,
        ContainerWait? wait,
        TimeSpan now,
        string reason)
        => wait is not null && now < wait.RetryAt
            ? new PodAction.Wait(desired.Name, wait.Reason, wait.Message, wait.RetryAt)
            : new PodAction.StartContainer(sandboxId, desired.Name, restartCount, backoff, lastState, reason);

    private static ContainerStateTerminated? KnownLastState(ContainerStatus? known)
        => known?.State?.Terminated ?? (known?.State?.Running is null ? known?.LastState?.Terminated : TerminatedState.Lost(known));
}
