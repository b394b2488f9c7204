namespace EdgeKube.Api;

/// <summary>What a LimitRange that names only some bounds means for containers that name nothing.</summary>
internal static class LimitRangeDefaults
{
    public static LimitRange Apply(LimitRange range) => range with
    {
        Spec = new LimitRangeSpec { Limits = range.Spec?.Limits is { } limits ? [.. limits.Select(Apply)] : null },
    };

    private static LimitRangeItem Apply(LimitRangeItem item)
    {
        var rounded = item with
        {
            Max = PodDefaults.Round(item.Max),
            Min = PodDefaults.Round(item.Min),
            Default = PodDefaults.Round(item.Default),
            DefaultRequest = PodDefaults.Round(item.DefaultRequest),
            MaxLimitRequestRatio = PodDefaults.Round(item.MaxLimitRequestRatio),
        };
        if (item.Type != "Container")
        {
            return rounded;
        }

        // The most is the limit of who names none, that limit the request, and else the least is.
        var limits = Fill(rounded.Default, rounded.Max);
        return rounded with { Default = limits, DefaultRequest = Fill(Fill(rounded.DefaultRequest, limits), rounded.Min) };
    }

    private static IReadOnlyDictionary<string, Quantity>? Fill(IReadOnlyDictionary<string, Quantity>? given, IReadOnlyDictionary<string, Quantity>? others)
    {
        var filled = new Dictionary<string, Quantity>(given ?? new Dictionary<string, Quantity>(), StringComparer.Ordinal);
        foreach (var (name, amount) in others ?? new Dictionary<string, Quantity>())
        {
            filled.TryAdd(name, amount);
        }

        return filled.Count == 0 ? null : filled;
    }
}
