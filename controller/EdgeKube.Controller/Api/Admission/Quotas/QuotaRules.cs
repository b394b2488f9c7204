using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Quotas held against usage. Pure.</summary>
internal static class QuotaRules
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    /// <summary>Whether the quota counts an object.</summary>
    public static bool Covers(ResourceQuota quota, ApiObject obj) => (quota.Spec?.Scopes ?? []).All(scope => obj is Pod pod && scope switch
    {
        "Terminating" => pod.Spec?.ActiveDeadlineSeconds is not null,
        "NotTerminating" => pod.Spec?.ActiveDeadlineSeconds is null,
        "BestEffort" => QosClass.Of(pod.Spec) == "BestEffort",
        _ => QosClass.Of(pod.Spec) != "BestEffort",
    });

    /// <summary>What is used of the quota's resources by objects that it counts.</summary>
    public static IReadOnlyDictionary<string, Quantity> Sum(ResourceQuota quota, IEnumerable<(Kind Kind, ApiObject Object)> objects)
    {
        var used = (quota.Spec?.Hard ?? Nothing).Keys.ToDictionary(name => name, _ => default(Quantity));
        foreach (var (kind, obj) in objects.Where(entry => Covers(quota, entry.Object)))
        {
            foreach (var (name, amount) in QuotaUsage.Of(kind, obj).Where(amount => used.ContainsKey(amount.Key)))
            {
                used[name] += amount;
            }
        }

        return used;
    }

    /// <summary>Why the object is too much, in Kubernetes' words; null when it is not.</summary>
    /// <param name="quota">Counts the object.</param>
    /// <param name="used">So far.</param>
    /// <param name="more">What the object adds.</param>
    public static string? FindFault(ResourceQuota quota, IReadOnlyDictionary<string, Quantity> used, IReadOnlyDictionary<string, Quantity> more)
    {
        string[] exceeded =
        [
            .. quota.Spec!.Hard!.Where(hard => more.TryGetValue(hard.Key, out var amount) && used.GetValueOrDefault(hard.Key) + amount > hard.Value)
                .Select(hard => hard.Key).Order(StringComparer.Ordinal),
        ];
        return exceeded.Length == 0
            ? null
            : $"exceeded quota: {quota.Name}, requested: {Text(exceeded, more)}, used: {Text(exceeded, used)}, limited: {Text(exceeded, quota.Spec.Hard!)}";
    }

    /// <summary>What usage grows by; what shrinks is counted later.</summary>
    public static IReadOnlyDictionary<string, Quantity> Growth(IReadOnlyDictionary<string, Quantity> next, IReadOnlyDictionary<string, Quantity>? before) => next
        .Select(amount => KeyValuePair.Create(amount.Key, amount.Value - (before?.GetValueOrDefault(amount.Key) ?? default)))
        .Where(amount => amount.Value.Sign > 0)
        .ToDictionary();

    private static string Text(string[] names, IReadOnlyDictionary<string, Quantity> amounts) => string.Join(',', names.Select(name => $"{name}={amounts.GetValueOrDefault(name)}"));
}
