using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Counts what a namespace holds, for a quota that has not been counted yet or whose count may be too high.</summary>
internal static class QuotaCounter
{
    /// <param name="quota">What for.</param>
    /// <param name="list">The objects of a kind in the quota's namespace.</param>
    public static IReadOnlyDictionary<string, Quantity> Count(ResourceQuota quota, Func<Kind, IEnumerable<ApiObject>> list)
    {
        var names = quota.Spec?.Hard?.Keys ?? [];
        var kinds = KindTable.Stored.Where(kind => kind.IsNamespaced && names.Any(name => IsAbout(kind, name)));
        return QuotaRules.Sum(quota, kinds.SelectMany(kind => list(kind).Select(obj => (kind, obj))));
    }

    private static bool IsAbout(Kind kind, string resource) =>
        resource == $"count/{kind.GroupResource}"
        || (kind == KindTable.Pod && !resource.StartsWith("count/", StringComparison.Ordinal))
        || (kind is { Group: "", Plural: "persistentvolumeclaims" } && resource == "requests.storage")
        || (kind.Group.Length == 0 && kind.Plural == resource);
}
