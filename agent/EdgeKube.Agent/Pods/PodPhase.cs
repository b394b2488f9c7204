using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>The kubelet's rules for the phase of a pod.</summary>
internal static class PodPhase
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsTerminal(string? phase) => phase is Succeeded or Failed;

    /// <param name="isOver">The pod has ended, whatever its restart policy would do next.</param>
    public static string Of(Pod pod, IReadOnlyList<ContainerStatus> inits, IReadOnlyList<ContainerStatus> containers, bool isOver)
    {
        if (OfInits(pod, inits, containers) is { } phase)
        {
            return phase;
        }

        var tally = new PhaseTally();
        foreach (var init in inits)
        {
            if (PodContainers.HasSidecar(pod.Spec, init.Name))
            {
                tally.AddSidecar(init);
            }
        }

        foreach (var container in containers)
        {
            tally.Add(container, IsRestarting(pod, container));
        }

        return tally.Waiting > 0 || containers.Count == 0 ? Pending
            : tally.Running > 0 ? Running
            : !isOver && (RestartPolicy.Of(pod) == RestartPolicy.Always || tally.Restarting > 0) ? Running
            : tally.Failed == 0 ? Succeeded
            : isOver || RestartPolicy.Of(pod) == RestartPolicy.Never ? Failed
            : Running;
    }

    // Null when they stand in nothing's way.
    private static string? OfInits(Pod pod, IReadOnlyList<ContainerStatus> inits, IReadOnlyList<ContainerStatus> containers)
    {
        var pending = false;
        foreach (var init in inits)
        {
            if (PodContainers.HasSidecar(pod.Spec, init.Name))
            {
                pending |= !InitStatus.HasStarted(containers) && init.State?.Terminated is null && init.Started != true;
                continue;
            }

            var end = End(init);
            if (end is { ExitCode: not 0 } && PodContainers.FindInit(pod.Spec, init.Name) is { } spec && !RestartRules.AllowsRestart(spec, pod, end.ExitCode))
            {
                return Failed;
            }

            pending |= end is null;
        }

        return pending ? Pending : null;
    }

    private static bool IsRestarting(Pod pod, ContainerStatus container)
        => End(container) is { } end
            && pod.Spec?.Containers.FirstOrDefault(spec => spec.Name == container.Name) is { RestartPolicy: not null } spec
            && RestartRules.AllowsRestart(spec, pod, end.ExitCode);

    // A container that waits for its next start has ended before; one that never ran has not.
    public static ContainerStateTerminated? End(ContainerStatus container)
        => container.State?.Terminated ?? (container.State?.Waiting is not null ? container.LastState?.Terminated : null);
}
