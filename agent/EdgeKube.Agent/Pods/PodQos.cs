using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodQos
{
    private static readonly string[] Resources = ["cpu", "memory"];

    /// <summary>Guaranteed: every container has limits for both resources and requests equal to them. BestEffort: nobody asks for anything.</summary>
    public static QosClass Of(Pod pod)
    {
        var containers = PodContainers.All(pod.Spec).ToList();
        if (!containers.Exists(HasAny))
        {
            return QosClass.BestEffort;
        }

        return containers.TrueForAll(container => Resources.All(resource => IsExact(container, resource))) ? QosClass.Guaranteed : QosClass.Burstable;
    }

    private static bool HasAny(Container container)
        => Resources.Any(resource => ResourceAmounts.Request(container, resource) is not null || ResourceAmounts.Limit(container, resource) is not null);

    private static bool IsExact(Container container, string resource)
        => ResourceAmounts.Limit(container, resource) is { } limit && (ResourceAmounts.Request(container, resource) ?? limit) == limit;
}
