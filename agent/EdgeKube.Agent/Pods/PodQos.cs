using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodQos
{
    private static readonly string[] Resources = ["cpu", "memory"];

    /// <summary>By what the pod says of itself, or else by its containers. Guaranteed: every container has limits for both resources and requests equal to them. BestEffort: nobody asks for anything.</summary>
    public static QosClass Of(Pod pod)
    {
        var said = PodLevelResources.ForClass(pod.Spec);
        if (!said.Any(HasAny))
        {
            return QosClass.BestEffort;
        }

        return said.All(resources => Resources.All(resource => IsExact(resources, resource))) ? QosClass.Guaranteed : QosClass.Burstable;
    }

    private static bool HasAny(ResourceRequirements? resources)
        => Resources.Any(resource => ResourceAmounts.Request(resources, resource) is not null || ResourceAmounts.Limit(resources, resource) is not null);

    private static bool IsExact(ResourceRequirements? resources, string resource)
        => ResourceAmounts.Limit(resources, resource) is { } limit && (ResourceAmounts.Request(resources, resource) ?? limit) == limit;
}
