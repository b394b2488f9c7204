using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>
/// Decides on the init containers: one after the other, each to its success; a sidecar to its start, after which it is looked after for as
/// long as the pod runs. A new sandbox begins with the first again.
/// </summary>
internal static class InitPlanner
{
    public static InitStep Plan(PodGoal goal, ObservedPod observed, string sandboxId, TimeSpan now)
    {
        var spec = goal.Pod!.Spec;
        if (spec?.InitContainers is not { Count: > 0 } inits)
        {
            return new([], true);
        }

        var isDone = HasBegun(spec, observed, sandboxId);
        var actions = new List<PodAction>();
        foreach (var container in inits)
        {
            var newest = observed.Newest(container.Name);
            var isSidecar = PodContainers.IsSidecar(container);
            if (isDone ? !isSidecar : !isSidecar && HasSucceeded(newest, sandboxId))
            {
                continue;
            }

            if (ContainerPlanner.Plan(ContainerCase.Of(container, goal, observed, sandboxId, newest?.SandboxId != sandboxId), now) is { } action)
            {
                actions.Add(action);
            }

            if (!isDone && !(isSidecar && IsServing(newest, observed)))
            {
                return new(actions, false);
            }
        }

        return new(actions, true);
    }

    /// <summary>One of them has failed for good, and with it the pod.</summary>
    public static bool HasFailed(Pod pod, ObservedPod observed)
    {
        foreach (var container in pod.Spec?.InitContainers ?? [])
        {
            if (!PodContainers.IsSidecar(container)
                && observed.Newest(container.Name) is { Phase: ContainerPhase.Exited, ExitCode: not 0 and var code } failed
                && failed.SpecHash == ContainerHash.Of(container)
                && !RestartRules.AllowsRestart(container, pod, code))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasBegun(PodSpec spec, ObservedPod observed, string sandboxId)
    {
        foreach (var container in spec.Containers)
        {
            if (observed.Newest(container.Name)?.SandboxId == sandboxId)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSucceeded(ObservedContainer? newest, string sandboxId)
        => newest is { Phase: ContainerPhase.Exited, ExitCode: 0 } && newest.SandboxId == sandboxId;

    private static bool IsServing(ObservedContainer? newest, ObservedPod observed)
        => newest is { Phase: ContainerPhase.Running } && observed.HealthOf(newest).Started;
}
