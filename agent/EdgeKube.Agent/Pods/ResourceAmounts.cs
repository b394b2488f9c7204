using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What a container, or a pod as a whole, asks for and may have; an amount of zero counts as none.</summary>
internal static class ResourceAmounts
{
    public static Quantity? Request(Container container, string resource) => Request(container.Resources, resource);

    public static Quantity? Limit(Container container, string resource) => Limit(container.Resources, resource);

    public static Quantity? Request(ResourceRequirements? resources, string resource) => Find(resources?.Requests, resource);

    public static Quantity? Limit(ResourceRequirements? resources, string resource) => Find(resources?.Limits, resource);

    /// <summary>A container that has no limit of its own is bounded by its pod's.</summary>
    public static Quantity? LimitWithin(Pod pod, Container container, string resource) => Limit(container, resource) ?? Limit(pod.Spec?.Resources, resource);

    /// <summary>The request, or else the limit, which then stands for it.</summary>
    public static Quantity? RequestOrLimit(Container container, string resource) => Request(container, resource) ?? Limit(container, resource);

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity>? amounts, string resource)
        => amounts is not null && amounts.TryGetValue(resource, out var amount) && amount.Sign > 0 ? amount : null;
}
