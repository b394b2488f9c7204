using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>Whether labels satisfy a selector. A missing selector matches nothing, an empty one everything.</summary>
internal static class LabelMatch
{
    private static readonly Dictionary<string, string> None = [];

    public static bool Matches(LabelSelector? selector, IReadOnlyDictionary<string, string>? labels)
    {
        var have = labels ?? None;
        return selector is not null
            && Contains(have, selector.MatchLabels)
            && (selector.MatchExpressions ?? []).All(requirement => Matches(requirement, have));
    }

    /// <summary>True when every wanted label is there with its value.</summary>
    public static bool Contains(IReadOnlyDictionary<string, string>? labels, IReadOnlyDictionary<string, string>? wanted)
        => (wanted ?? None).All(pair => (labels ?? None).TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static bool Matches(LabelSelectorRequirement requirement, IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(requirement.Key, out var value);
        var listed = present && (requirement.Values ?? []).Contains(value!);
        return requirement.Operator switch
        {
            "In" => listed,
            "NotIn" => !listed,
            "Exists" => present,
            "DoesNotExist" => !present,
            _ => false,
        };
    }
}
