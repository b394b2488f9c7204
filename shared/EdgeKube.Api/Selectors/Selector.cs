namespace EdgeKube.Api;

/// <summary>Selects objects by their labels: every requirement must hold.</summary>
public sealed class Selector
{
    private static readonly Dictionary<string, string> NoLabels = [];
    private readonly bool _nothing;

    private Selector(IReadOnlyList<SelectorRequirement> requirements, bool nothing = false)
    {
        Requirements = requirements;
        _nothing = nothing;
    }

    /// <summary>Matches every object.</summary>
    public static Selector Everything { get; } = new([]);

    /// <summary>Matches no object.</summary>
    public static Selector Nothing { get; } = new([], nothing: true);

    public IReadOnlyList<SelectorRequirement> Requirements { get; }

    /// <summary>Reads <c>a=b,c!=d,e in (x,y),!f</c>; the empty text selects everything.</summary>
    public static bool TryParse(string? text, out Selector selector, out string? error)
    {
        selector = Nothing;
        if (!SelectorParser.TryParse(text ?? "", out var requirements, out error))
        {
            return false;
        }

        selector = requirements.Count == 0 ? Everything : new Selector(requirements);
        return true;
    }

    /// <summary>The selector of an object's spec: null selects nothing, an empty one everything, one with an unknown operator nothing.</summary>
    public static Selector From(LabelSelector? selector)
    {
        if (selector is null)
        {
            return Nothing;
        }

        var requirements = (selector.MatchLabels ?? NoLabels)
            .Select(label => new SelectorRequirement(label.Key, SelectorOperator.Equal, [label.Value]))
            .ToList();
        foreach (var expression in selector.MatchExpressions ?? [])
        {
            if (expression.Operator is not ("In" or "NotIn" or "Exists" or "DoesNotExist"))
            {
                return Nothing;
            }

            requirements.Add(new(expression.Key, Enum.Parse<SelectorOperator>(expression.Operator), [.. (expression.Values ?? []).Order(StringComparer.Ordinal)]));
        }

        return requirements.Count == 0 ? Everything : new Selector(requirements);
    }

    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels ?? NoLabels))
            {
                return false;
            }
        }

        return !_nothing;
    }

    /// <summary>The text that <see cref="TryParse"/> reads, sorted by key.</summary>
    public override string ToString() => string.Join(',', Requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal));
}
