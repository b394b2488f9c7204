using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One condition of a fieldSelector.</summary>
internal sealed record FieldCondition(string Field, string Value, bool IsEqual)
{
    public static IReadOnlyList<FieldCondition> ParseAll(Kind kind, string text, out string? fault)
    {
        fault = null;
        var conditions = new List<FieldCondition>();
        foreach (var term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(term) is not { } condition)
            {
                fault = $"invalid selector: '{text}'; can't understand '{term}'";
                return [];
            }

            if (!IsKnown(kind, condition.Field))
            {
                fault = $"field label not supported: {condition.Field}";
                return [];
            }

            conditions.Add(condition);
        }

        return conditions;
    }

    public bool Covers(Kind kind, ApiObject obj) => (Read(kind, obj, Field) == Value) == IsEqual;

    private static FieldCondition? Parse(string term)
    {
        foreach (var (sign, isEqual) in new[] { ("!=", false), ("==", true), ("=", true) })
        {
            var at = term.IndexOf(sign, StringComparison.Ordinal);
            if (at > 0)
            {
                return new FieldCondition(term[..at].Trim(), term[(at + sign.Length)..].Trim(), isEqual);
            }
        }

        return null;
    }

    private static bool IsKnown(Kind kind, string field) => Read(kind, kind.Empty, field) is not null;

    private static string? Read(Kind kind, ApiObject obj, string field) => field switch
    {
        "metadata.name" => obj.Name,
        "metadata.namespace" when kind.IsNamespaced => obj.Namespace,
        _ => kind.Strategy.FindField(obj, field),
    };
}
