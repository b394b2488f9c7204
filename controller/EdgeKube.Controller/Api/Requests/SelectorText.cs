using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A label selector as the query parameter spells it.</summary>
internal static class SelectorText
{
    public static string Of(LabelSelector selector)
    {
        var equal = (selector.MatchLabels ?? new Dictionary<string, string>())
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}");
        var others = (selector.MatchExpressions ?? []).Select(requirement => requirement.Operator switch
        {
            "In" => $"{requirement.Key} in ({string.Join(',', requirement.Values ?? [])})",
            "NotIn" => $"{requirement.Key} notin ({string.Join(',', requirement.Values ?? [])})",
            "DoesNotExist" => $"!{requirement.Key}",
            _ => requirement.Key,
        });
        return string.Join(',', equal.Concat(others));
    }
}
