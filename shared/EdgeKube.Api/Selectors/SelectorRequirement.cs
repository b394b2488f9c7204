using System.Globalization;

namespace EdgeKube.Api;

/// <summary>One condition on one label. An absent label fulfils NotEqual, NotIn and DoesNotExist.</summary>
public sealed record SelectorRequirement(string Key, SelectorOperator Operator, IReadOnlyList<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels) => Matches(labels.GetValueOrDefault(Key));

    /// <param name="value">Null when there is none.</param>
    public bool Matches(string? value) => Operator switch
    {
        SelectorOperator.Equal or SelectorOperator.In => value is not null && Values.Contains(value),
        SelectorOperator.NotEqual or SelectorOperator.NotIn => value is null || !Values.Contains(value),
        SelectorOperator.Exists => value is not null,
        SelectorOperator.DoesNotExist => value is null,
        SelectorOperator.GreaterThan => Compare(value) is > 0,
        _ => Compare(value) is < 0,
    };

    public override string ToString() => Operator switch
    {
        SelectorOperator.Equal => $"{Key}={Values[0]}",
        SelectorOperator.NotEqual => $"{Key}!={Values[0]}",
        SelectorOperator.In => $"{Key} in ({string.Join(',', Values)})",
        SelectorOperator.NotIn => $"{Key} notin ({string.Join(',', Values)})",
        SelectorOperator.Exists => Key,
        SelectorOperator.DoesNotExist => $"!{Key}",
        SelectorOperator.GreaterThan => $"{Key}>{Values[0]}",
        _ => $"{Key}<{Values[0]}",
    };

    private int? Compare(string? value)
        => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
            && Values.Count == 1 && long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : null;
}
