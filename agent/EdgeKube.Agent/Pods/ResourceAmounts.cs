using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What a container asks for and may have; an amount of zero counts as none.</summary>
internal static class ResourceAmounts
{
    public static Quantity? Request(Container container, string resource) => Find(container.Resources?.Requests, resource);

    public static Quantity? Limit(Container container, string resource) => Find(container.Resources?.Limits, resource);

    /// <summary>The request, or else the limit, which then stands for it.</summary>
    public static Quantity? RequestOrLimit(Container container, string resource) => Request(container, resource) ?? Limit(container, resource);

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity>? amounts, string resource)
        => amounts is not null && amounts.TryGetValue(resource, out var amount) && amount.Sign > 0 ? amount : null;
}
