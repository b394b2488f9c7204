using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>status.qosClass of a pod: only cpu and memory count, and an amount of zero counts as none.</summary>
internal static class QosClass
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(PodSpec? spec)
    {
        var containers = PodContainers.All(spec).ToList();
        if (!containers.Exists(container => Amounts(container.Resources?.Requests).Any() || Amounts(container.Resources?.Limits).Any()))
        {
            return "BestEffort";
        }

        return containers.TrueForAll(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(Container container) => Counted.All(resource =>
        Find(container.Resources?.Limits, resource) is { } limit
        && (Find(container.Resources?.Requests, resource) ?? limit) == limit);

    private static IEnumerable<string> Amounts(IReadOnlyDictionary<string, Quantity>? amounts) => Counted.Where(resource => Find(amounts, resource) is not null);

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var amount) && !amount.IsZero ? amount : null;
}
