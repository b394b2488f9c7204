namespace EdgeKube.Api;

/// <summary>The table of ResourceQuotas, with kubectl's columns.</summary>
public static class ResourceQuotaTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<ResourceQuota>(
        [TableColumn.ObjectName, new("Request"), new("Limit"), TableColumn.Age],
        (quota, now) => [quota.Name, Cell(quota, isLimit: false), Cell(quota, isLimit: true), HumanDuration.Since(quota.Metadata.CreationTimestamp, now)]);

    private static string Cell(ResourceQuota quota, bool isLimit)
    {
        var hard = (quota.Status?.Hard ?? new Dictionary<string, Quantity>())
            .Where(pair => pair.Key.StartsWith("limits", StringComparison.Ordinal) == isLimit)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return string.Join(", ", hard.Select(pair => $"{pair.Key}: {quota.Status?.Used?.GetValueOrDefault(pair.Key) ?? default}/{pair.Value}"));
    }
}
