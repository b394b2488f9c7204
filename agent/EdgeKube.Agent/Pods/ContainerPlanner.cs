using EdgeKube.Agent.Pods.Resizing;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Decides on one container of a pod whose sandbox is up.</summary>
internal static class ContainerPlanner
{
    public static PodAction? Plan(ContainerCase it, TimeSpan now) => it.Newest switch
    {
        null when !IsWanted(it) => null,
        null => Start(it, KnownRestarts(it.Known), TimeSpan.Zero, KnownLastState(it.Known), now, "NotCreated"),
        { Phase: ContainerPhase.Running } newest => PlanRunning(it, newest),
        { Phase: ContainerPhase.Unknown } newest => new PodAction.StopContainer(newest.Id, newest.Name, newest.GracePeriod, null, "StateUnknown"),
        { Phase: ContainerPhase.Created } newest => PlanCreated(it, newest),
        var newest => PlanExited(it, newest, now),
    };

    /// <summary>Whether a container that does not run should.</summary>
    public static bool IsWanted(Container desired, Pod pod, ObservedContainer? newest, ContainerStatus? known)
    {
        var exitCode = newest is { Phase: ContainerPhase.Exited } ? newest.ExitCode : newest is null ? known?.State?.Terminated?.ExitCode : null;
        return exitCode is not { } code
            || RestartRules.AllowsRestart(desired, pod, code)
            || (newest is not null && (newest.SpecHash != ContainerHash.Of(desired) || ContainerResize.NeedsRestart(desired, newest)));
    }

    /// <summary>The runtime forgot the container: it goes on counting from what was reported.</summary>
    public static int KnownRestarts(ContainerStatus? known) => known switch
    {
        null => 0,
        { State.Waiting: not null } or { State: null } => known.RestartCount,
        _ => known.RestartCount + 1,
    };

    private static bool IsWanted(ContainerCase it) => it.MustRun || IsWanted(it.Desired, it.Pod, it.Newest, it.Known);

    private static PodAction? PlanRunning(ContainerCase it, ObservedContainer newest)
    {
        var name = it.Desired.Name;
        if (newest.SpecHash != ContainerHash.Of(it.Desired))
        {
            return new PodAction.StopContainer(newest.Id, name, newest.GracePeriod, $"Container {name} definition changed, will be restarted", "SpecChanged");
        }

        if (it.IsRestart)
        {
            return new PodAction.StopContainer(newest.Id, name, newest.GracePeriod, $"Container {name} will be restarted, as somebody at the node asked", "Restart");
        }

        if (it.IsResizable && ContainerResize.NeedsRestart(it.Desired, newest))
        {
            return new PodAction.StopContainer(newest.Id, name, newest.GracePeriod, $"Container {name} resize requires restart", "Resize");
        }

        return it.Health.Failure is { } failure
            ? new PodAction.StopContainer(newest.Id, name, failure.GracePeriod ?? newest.GracePeriod, PodTexts.ProbeFailed(it.Pod, name, failure.Kind), "ProbeFailed")
            : null;
    }

    // A crash between create and start leaves such a container; in a sandbox that is gone it can never start.
    private static PodAction PlanCreated(ContainerCase it, ObservedContainer newest)
        => newest.SandboxId == it.SandboxId && newest.SpecHash == ContainerHash.Of(it.Desired)
            ? new PodAction.ResumeContainer(newest.Id, it.Desired.Name, "NotStarted")
            : new PodAction.RemoveContainer(newest.Id, newest.LogPath, "NeverStarted");

    private static PodAction? PlanExited(ContainerCase it, ObservedContainer newest, TimeSpan now)
    {
        if (!IsWanted(it))
        {
            return null;
        }

        var changed = newest.SpecHash != ContainerHash.Of(it.Desired);
        var isElsewhere = newest.SandboxId != it.SandboxId;
        var delay = changed || isElsewhere || it.IsRestart ? TimeSpan.Zero : RestartBackoff.After(newest.Backoff, newest.RanFor);
        var retryAt = newest.ExitedAt + delay;
        if (now < retryAt)
        {
            return new PodAction.Wait(it.Desired.Name, "CrashLoopBackOff", PodTexts.CrashLoop(it.Pod, it.Desired.Name, delay), retryAt);
        }

        // As in the kubelet, the first restart by a probe does not count towards the back-off.
        var isFirstByProbe = it.Health.Failure is not null && newest.RestartCount == 0;
        var promise = changed || isFirstByProbe ? TimeSpan.Zero : RestartBackoff.Next(delay);
        var reason = changed ? "SpecChanged" : isElsewhere ? "SandboxChanged" : "Restart";
        return Start(it, newest.RestartCount + 1, promise, TerminatedState.Of(newest), now, reason);
    }

    private static PodAction Start(ContainerCase it, int restartCount, TimeSpan backoff, ContainerStateTerminated? lastState, TimeSpan now, string reason)
        => it.Wait is { } wait && now < wait.RetryAt
            ? new PodAction.Wait(it.Desired.Name, wait.Reason, wait.Message, wait.RetryAt)
            : new PodAction.StartContainer(it.SandboxId, it.Desired.Name, restartCount, backoff, lastState, reason);

    private static ContainerStateTerminated? KnownLastState(ContainerStatus? known)
        => known?.State?.Terminated ?? (known?.State?.Running is null ? known?.LastState?.Terminated : TerminatedState.Lost(known));
}
