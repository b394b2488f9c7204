using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodStatusParts
{
    public static ContainerStatus? FindContainer(PodStatus? status, string name)
        => status?.ContainerStatuses?.FirstOrDefault(container => container.Name == name);

    public static PodCondition? FindCondition(PodStatus? status, string type)
        => status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
