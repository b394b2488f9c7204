using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What a container may know of its requests and limits through resourceFieldRef. Without a limit it is the pod's, or what the node has.</summary>
internal static class ResourceFacts
{
    /// <param name="own">The container that asks; used where the selector names none.</param>
    /// <returns>Null when there is no such container or resource.</returns>
    public static string? Find(Pod pod, Container? own, ResourceFieldSelector selector, PodManagerOptions node)
    {
        var container = string.IsNullOrEmpty(selector.ContainerName) ? own : PodContainers.All(pod.Spec).FirstOrDefault(candidate => candidate.Name == selector.ContainerName);
        if (container is null)
        {
            return null;
        }

        var divisor = selector.Divisor is { IsZero: false } given ? given : Quantity.FromUnits(1);
        return selector.Resource switch
        {
            "requests.cpu" => Divide(ResourceAmounts.Request(container, "cpu")?.MilliValue ?? 0, divisor.MilliValue),
            "limits.cpu" => Divide(ResourceAmounts.LimitWithin(pod, container, "cpu")?.MilliValue ?? node.CpuCount * 1000L, divisor.MilliValue),
            "requests.memory" => Divide(ResourceAmounts.Request(container, "memory")?.Value ?? 0, divisor.Value),
            "limits.memory" => Divide(ResourceAmounts.LimitWithin(pod, container, "memory")?.Value ?? node.MemoryCapacityBytes, divisor.Value),
            "requests.ephemeral-storage" => Divide(ResourceAmounts.Request(container, "ephemeral-storage")?.Value ?? 0, divisor.Value),
            "limits.ephemeral-storage" => Divide(ResourceAmounts.Limit(container, "ephemeral-storage")?.Value ?? node.DiskCapacityBytes, divisor.Value),
            _ => null,
        };
    }

    private static string Divide(long amount, long unit)
        => ((amount / unit) + (amount % unit == 0 ? 0 : 1)).ToString(CultureInfo.InvariantCulture);
}
