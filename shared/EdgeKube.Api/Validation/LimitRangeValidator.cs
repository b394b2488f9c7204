namespace EdgeKube.Api;

/// <summary>Rules for LimitRanges: the bounds and defaults of one type must fit each other.</summary>
internal static class LimitRangeValidator
{
    public static IEnumerable<FieldError> Validate(IReadOnlyList<LimitRangeItem> limits)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, i) in limits.Select((item, i) => (item, i)))
        {
            var path = $"spec.limits[{i}]";
            if (item.Type is not ("Container" or "Pod" or "PersistentVolumeClaim"))
            {
                yield return FieldError.NotImplemented($"{path}.type");
            }

            if (!seen.Add(item.Type))
            {
                yield return FieldError.Duplicate($"{path}.type", item.Type);
            }

            foreach (var fault in ValidateType(item, path).Concat(NamesOf(item).SelectMany(name => ValidateResource(item, name, path))))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> NamesOf(LimitRangeItem item) =>
        new[] { item.Max, item.Min, item.Default, item.DefaultRequest, item.MaxLimitRequestRatio }
            .SelectMany(amounts => amounts?.Keys ?? []).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<FieldError> ValidateType(LimitRangeItem item, string path)
    {
        if (item is { Type: "Pod", Default.Count: > 0 })
        {
            yield return FieldError.Forbidden($"{path}.default", "may not be specified when `type` is 'Pod'");
        }

        if (item is { Type: "Pod", DefaultRequest.Count: > 0 })
        {
            yield return FieldError.Forbidden($"{path}.defaultRequest", "may not be specified when `type` is 'Pod'");
        }

        if (item.Type == "PersistentVolumeClaim" && Find(item.Min, "storage") is null && Find(item.Max, "storage") is null)
        {
            yield return FieldError.Required($"{path}.limits", "either minimum or maximum storage value is required, but neither was provided");
        }
    }

    private static IEnumerable<FieldError> ValidateResource(LimitRangeItem item, string name, string path)
    {
        var (min, max, limit, request) = (Find(item.Min, name), Find(item.Max, name), Find(item.Default, name), Find(item.DefaultRequest, name));
        (string Field, Quantity? Low, Quantity? High, Quantity? Shown, string LowName, string HighName)[] orders =
        [
            ("min", min, max, min, "min value", "max value"),
            ("defaultRequest", min, request, request, "min value", "default request value"),
            ("defaultRequest", request, max, request, "default request value", "max value"),
            ("defaultRequest", request, limit, request, "default request value", "default limit value"),
            ("default", min, limit, min, "min value", "default value"),
            ("default", limit, max, max, "default value", "max value"),
        ];
        foreach (var (field, low, high, shown, lowName, highName) in orders)
        {
            if (low is { } lower && high is { } upper && lower > upper)
            {
                yield return FieldError.Invalid($"{path}.{field}[{name}]", $"{shown}", $"{lowName} {lower} is greater than {highName} {upper}");
            }
        }

        if (Find(item.MaxLimitRequestRatio, name) is { } ratio && ratio < Quantity.FromUnits(1))
        {
            yield return FieldError.Invalid($"{path}.maxLimitRequestRatio[{name}]", $"{ratio}", $"ratio {ratio} is less than 1");
        }
    }

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity>? amounts, string name) =>
        amounts is not null && amounts.TryGetValue(name, out var amount) ? amount : null;
}
