using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>status.qosClass of a pod: only cpu and memory count, and an amount of zero counts as none.</summary>
internal static class QosClass
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(PodSpec? spec)
    {
        var said = PodLevelResources.ForClass(spec);
        if (!said.Any(resources => Amounts(resources?.Requests).Any() || Amounts(resources?.Limits).Any()))
        {
            return "BestEffort";
        }

        return said.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(ResourceRequirements? resources) => Counted.All(resource =>
        Find(resources?.Limits, resource) is { } limit
        && (Find(resources?.Requests, resource) ?? limit) == limit);

    private static IEnumerable<string> Amounts(IReadOnlyDictionary<string, Quantity>? amounts) => Counted.Where(resource => Find(amounts, resource) is not null);

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var amount) && !amount.IsZero ? amount : null;
}
