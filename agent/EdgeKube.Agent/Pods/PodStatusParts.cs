using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodStatusParts
{
    /// <summary>Of a container or an init container: they share their names.</summary>
    public static ContainerStatus? FindContainer(PodStatus? status, string name)
        => status?.ContainerStatuses?.FirstOrDefault(container => container.Name == name)
            ?? status?.InitContainerStatuses?.FirstOrDefault(container => container.Name == name)
            ?? status?.EphemeralContainerStatuses?.FirstOrDefault(container => container.Name == name);

    public static PodCondition? FindCondition(PodStatus? status, string type)
        => status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
