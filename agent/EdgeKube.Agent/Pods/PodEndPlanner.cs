using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Ends a pod: its containers first, then its sandbox, then what the runtime keeps of both, then everything else.</summary>
internal static class PodEndPlanner
{
    // As the kubelet: even a forced end leaves a process a moment.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(1);

    public static PodPlan Plan(PodGoal goal, ObservedPod observed)
    {
        var stop = PlanStop(goal.Pod, observed, "Deleted", goal.Grace);
        if (stop.Count > 0)
        {
            return PodPlan.Of(stop);
        }

        if (observed.Sandboxes.Count > 0)
        {
            return PodPlan.Of([.. observed.Sandboxes.Select(sandbox => new PodAction.RemoveSandbox(sandbox.Id, "Deleted"))]);
        }

        return observed.Containers.Count > 0
            ? PodPlan.Of([.. observed.Containers.Select(container => new PodAction.RemoveContainer(container.Id, container.LogPath, "Deleted"))])
            : PodPlan.Of([new PodAction.CleanUp("Deleted")]);
    }

    /// <summary>The pod has ended by itself, or is ended by the node: its address and its volumes are given back, but its containers stay for those who ask how it ended.</summary>
    /// <param name="grace">Of the containers that still run; null: what each was made with.</param>
    public static PodPlan PlanFinished(PodGoal goal, ObservedPod observed, TimeSpan? grace = null)
    {
        var stop = PlanStop(goal.Pod, observed, "Finished", grace);
        return PodPlan.Of(stop.Count == 0 && observed.HoldsVolumes ? [new PodAction.ReleaseVolumes("Finished")] : stop);
    }

    /// <summary>The machine goes down: containers end, and all else stays for the boot to find.</summary>
    public static IReadOnlyList<PodAction.StopContainer> PlanShutdown(Pod pod, ObservedPod observed, TimeSpan grace)
        => [.. PlanStop(pod, observed, "NodeShutdown", grace).OfType<PodAction.StopContainer>()];

    private static List<PodAction> PlanStop(Pod? pod, ObservedPod observed, string reason, TimeSpan? grace)
    {
        var live = observed.Containers.Where(container => container.Phase is ContainerPhase.Running or ContainerPhase.Unknown).ToList();
        if (live.Count > 0)
        {
            return [.. live.Select(container => new PodAction.StopContainer(
                container.Id, container.Name, Grace(grace ?? container.GracePeriod), $"Stopping container {container.Name}", reason)
            {
                Turn = TurnOf(pod, container.Name),
            })];
        }

        return [.. observed.Sandboxes
            .Where(sandbox => sandbox.Ready || !sandbox.Stopped)
            .Select(sandbox => new PodAction.StopSandbox(sandbox.Id, reason))];
    }

    // Sidecars serve the others to the end, and go in the reverse of the order in which they came.
    private static int TurnOf(Pod? pod, string name)
    {
        var turn = 0;
        var inits = pod?.Spec?.InitContainers ?? [];
        for (var i = inits.Count - 1; i >= 0; i--)
        {
            turn += PodContainers.IsSidecar(inits[i]) ? 1 : 0;
            if (inits[i].Name == name)
            {
                return PodContainers.IsSidecar(inits[i]) ? turn : 0;
            }
        }

        return 0;
    }

    private static TimeSpan Grace(TimeSpan asked) => asked < ShortestGrace ? ShortestGrace : asked;
}
