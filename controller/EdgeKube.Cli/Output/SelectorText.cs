using EdgeKube.Api;

namespace EdgeKube.Cli.Output;

/// <summary>A label selector in the notation of <c>-l</c>.</summary>
internal static class SelectorText
{
    /// <summary>For people: <c>&lt;none&gt;</c> when it selects everything.</summary>
    public static string Of(LabelSelector? selector) => Text.OrNone(Query(selector));

    /// <summary>For a labelSelector parameter: empty when it selects everything.</summary>
    public static string Query(LabelSelector? selector)
    {
        var labels = (selector?.MatchLabels ?? new Dictionary<string, string>()).Select(pair => (pair.Key, Text: $"{pair.Key}={pair.Value}"));
        var expressions = (selector?.MatchExpressions ?? []).Select(expression => (expression.Key, Text: Of(expression)));
        return string.Join(',', labels.Concat(expressions).OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Text));
    }

    private static string Of(LabelSelectorRequirement requirement)
    {
        var values = string.Join(',', (requirement.Values ?? []).Order(StringComparer.Ordinal));
        return requirement.Operator switch
        {
            "In" => $"{requirement.Key} in ({values})",
            "NotIn" => $"{requirement.Key} notin ({values})",
            "DoesNotExist" => $"!{requirement.Key}",
            _ => requirement.Key,
        };
    }
}
