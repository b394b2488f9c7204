using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class ContainerStatusBuilder
{
    public static ContainerStatus Build(Container container, PodGoal goal, ObservedPod observed, PodPlan plan)
    {
        var newest = observed.Newest(container.Name);
        var known = PodStatusParts.FindContainer(goal.KnownStatus, container.Name);
        var status = newest is null ? Forgotten(container, goal.Pod!, known, goal.Ending) : Of(container, goal.Pod!, newest, observed.HealthOf(newest), observed.ResizeShortage is not null);
        return IsExpected(container, goal, newest, known) ? Waiting(status, container.Name, observed, plan) : status;
    }

    /// <summary>The pod has ended: a container that is not there will not come.</summary>
    public static ContainerStatus End(ContainerStatus status) => status.State?.Terminated is not null ? status : status with
    {
        State = new ContainerState { Terminated = TerminatedState.NeverFound() },
        Ready = false,
        Started = false,
    };

    private static ContainerStatus Of(Container container, Pod pod, ObservedContainer newest, ContainerHealth health, bool isDeferred)
    {
        var isRunning = newest.Phase == ContainerPhase.Running;
        return new ContainerStatus
        {
            Name = container.Name,
            Image = container.Image ?? "",
            ImageID = newest.ImageRef,
            ContainerID = PodTexts.ContainerId(newest.Id),
            RestartCount = newest.RestartCount,
            Ready = IsToEnd(container, pod) ? newest is { Phase: ContainerPhase.Exited, ExitCode: 0 } : isRunning && health.Ready,
            Started = isRunning && health.Started,
            LastState = new ContainerState { Terminated = newest.LastState },
            State = newest.Phase switch
            {
                ContainerPhase.Running => new ContainerState { Running = new ContainerStateRunning { StartedAt = newest.StartedAt } },
                ContainerPhase.Exited => new ContainerState { Terminated = TerminatedState.Of(newest) },
                ContainerPhase.Unknown => new ContainerState { Terminated = TerminatedState.NeverFound() },
                _ => Creating(pod),
            },
            AllocatedResources = isDeferred && isRunning ? newest.Resources?.Requests : container.Resources?.Requests,
            Resources = (isRunning ? newest.Resources : null) ?? container.Resources ?? new ResourceRequirements(),
        };
    }

    // After a boot the runtime may have forgotten everything; what was reported is then the best knowledge there is.
    private static ContainerStatus Forgotten(Container container, Pod pod, ContainerStatus? known, bool ending)
    {
        if (known?.State?.Terminated is not null)
        {
            return known;
        }

        var wasRunning = known?.State?.Running is not null;
        return new ContainerStatus
        {
            Name = container.Name,
            Image = container.Image ?? "",
            RestartCount = ending ? known?.RestartCount ?? 0 : ContainerPlanner.KnownRestarts(known),
            Ready = false,
            Started = false,
            State = Creating(pod),
            LastState = wasRunning ? new ContainerState { Terminated = TerminatedState.Lost(known!) } : known?.LastState ?? new ContainerState(),
            AllocatedResources = container.Resources?.Requests,
        };
    }

    // A reason to wait is told only of a container that is to run and does not.
    private static bool IsExpected(Container container, PodGoal goal, ObservedContainer? newest, ContainerStatus? known)
        => !goal.Ending
            && !goal.IsTerminal
            && newest?.Phase != ContainerPhase.Running
            && ContainerPlanner.IsWanted(container, goal.Pod!, newest, known);

    private static ContainerStatus Waiting(ContainerStatus status, string name, ObservedPod observed, PodPlan plan)
    {
        var planned = plan.Actions.OfType<PodAction.Wait>().FirstOrDefault(wait => wait.Name == name);
        var failed = observed.Waits.GetValueOrDefault(name);
        if ((planned?.Reason ?? failed?.Reason) is not { } reason)
        {
            return status;
        }

        return status with
        {
            State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = reason, Message = planned?.Message ?? failed?.Message } },
            LastState = status.State?.Terminated is { } ended ? new ContainerState { Terminated = ended } : status.LastState,
        };
    }

    private static ContainerState Creating(Pod pod)
        => new() { Waiting = new ContainerStateWaiting { Reason = pod.Spec?.InitContainers is { Count: > 0 } ? "PodInitializing" : "ContainerCreating" } };

    // An init container is ready when it has done its work.
    private static bool IsToEnd(Container container, Pod pod) => PodContainers.FindInit(pod.Spec, container.Name) is { } init && !PodContainers.IsSidecar(init);
}
