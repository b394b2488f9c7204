using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>Whether labels satisfy a selector. A missing selector matches nothing, an empty one everything.</summary>
internal static class LabelMatch
{
    private static readonly Dictionary<string, string> None = [];

    public static bool Matches(LabelSelector? selector, IReadOnlyDictionary<string, string>? labels) => Selector.From(selector).Matches(labels);

    /// <summary>True when every wanted label is there with its value.</summary>
    public static bool Contains(IReadOnlyDictionary<string, string>? labels, IReadOnlyDictionary<string, string>? wanted)
        => (wanted ?? None).All(pair => (labels ?? None).TryGetValue(pair.Key, out var value) && value == pair.Value);
}
