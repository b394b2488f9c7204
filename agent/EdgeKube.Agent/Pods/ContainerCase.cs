using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>One container of a pod whose sandbox is up, and all that is known of it.</summary>
/// <param name="Newest">The latest container of that name in the runtime.</param>
/// <param name="Health">What its probes say of it.</param>
/// <param name="Known">What was last reported of it; counts only when the runtime has forgotten the container.</param>
/// <param name="Wait">Set when the last attempt failed before there was a process.</param>
/// <param name="MustRun">It is to run in this sandbox, however it ended in one before.</param>
internal sealed record ContainerCase(
    Container Desired, Pod Pod, ObservedContainer? Newest, ContainerHealth Health, ContainerStatus? Known, ContainerWait? Wait, string SandboxId, bool MustRun)
{
    /// <summary>Somebody at the node wants it to be started anew.</summary>
    public bool IsRestart { get; init; }

    /// <summary>The node has what other limits would take.</summary>
    public bool IsResizable { get; init; } = true;

    public static ContainerCase Of(Container container, PodGoal goal, ObservedPod observed, string sandboxId, bool mustRun = false)
    {
        var newest = observed.Newest(container.Name);
        return new(
            container,
            goal.Pod!,
            newest,
            newest is null ? ContainerHealth.Good : observed.HealthOf(newest),
            PodStatusParts.FindContainer(goal.KnownStatus, container.Name),
            observed.Waits.GetValueOrDefault(container.Name),
            sandboxId,
            mustRun)
        {
            IsRestart = newest is not null && observed.Restarts.Contains(newest.Id),
            IsResizable = observed.ResizeShortage is null,
        };
    }
}
