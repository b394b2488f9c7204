using EdgeKube.Api;

namespace EdgeKube.Swarm;

/// <summary>What is said of pods that only seem to run. Pure.</summary>
internal static class PodStatuses
{
    private static readonly string[] Conditions = ["Initialized", "ContainersReady", "Ready"];

    public static PodStatus Running(Pod pod) => new()
    {
        Phase = "Running",
        StartTime = pod.Metadata.CreationTimestamp,
        Conditions = [.. Conditions.Select(type => new PodCondition { Type = type, Status = "True" })],
        ContainerStatuses =
        [
            .. (pod.Spec?.Containers ?? []).Select(container => new ContainerStatus
            {
                Name = container.Name,
                Image = container.Image ?? "",
                ContainerID = $"swarm://{pod.Uid}/{container.Name}",
                Ready = true,
                Started = true,
                State = new ContainerState { Running = new ContainerStateRunning { StartedAt = pod.Metadata.CreationTimestamp } },
            }),
        ],
    };
}
