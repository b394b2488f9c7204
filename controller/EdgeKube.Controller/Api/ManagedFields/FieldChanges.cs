using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>The places in which two states of an object differ.</summary>
/// <param name="Set">What is new, and what has another value.</param>
/// <param name="Removed">What is no longer there.</param>
internal readonly record struct FieldChanges(FieldSet Set, FieldSet Removed)
{
    private static readonly FieldChanges None = new(FieldSet.Empty, FieldSet.Empty);

    private static readonly IEqualityComparer<JsonNode?> JsonEquality = EqualityComparer<JsonNode?>.Create(JsonNode.DeepEquals);

    public bool IsEmpty => Set.IsEmpty && Removed.IsEmpty;

    public static FieldChanges Between(JsonNode? before, JsonNode? after, FieldSchema schema)
    {
        if (IsWhole(before, after, schema))
        {
            return JsonNode.DeepEquals(before, after) ? None : After(before, after, None, isWhole: true);
        }

        var below = before is JsonArray || after is JsonArray
            ? BetweenLists(before as JsonArray ?? [], after as JsonArray ?? [], schema)
            : BetweenFields(before as JsonObject ?? [], after as JsonObject ?? [], schema);
        return After(before, after, below, isWhole: false);
    }

    // Two empty values are compared as such, so that the difference between none and an empty one is not lost.
    private static bool IsWhole(JsonNode? before, JsonNode? after, FieldSchema schema)
    {
        var isDivisible = FieldShapes.IsDivisible(before, schema) || FieldShapes.IsDivisible(after, schema);
        var isMixed = before is not null && after is not null && before.GetValueKind() != after.GetValueKind();
        return !isDivisible || isMixed || (IsBare(before) && IsBare(after));
    }

    private static bool IsBare(JsonNode? value) => value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static FieldChanges After(JsonNode? before, JsonNode? after, FieldChanges below, bool isWhole) => new(
        before is null || (isWhole && after is not null) ? below.Set.AsMember() : below.Set,
        after is null ? below.Removed.AsMember() : below.Removed);

    private static FieldChanges BetweenFields(JsonObject before, JsonObject after, FieldSchema schema) => Gather(
        before.Select(field => field.Key).Union(after.Select(field => field.Key)),
        FieldSteps.OfField,
        name => Between(before[name], after[name], schema.Field(name)));

    private static FieldChanges BetweenLists(JsonArray before, JsonArray after, FieldSchema schema)
    {
        var old = ByStep(before, schema);
        var next = ByStep(after, schema);
        return Gather(old.Keys.Union(next.Keys), step => step, step => BetweenElements(old.GetValueOrDefault(step) ?? [], next.GetValueOrDefault(step) ?? [], schema.Element()));
    }

    // Elements that cannot be told apart count as one.
    private static FieldChanges BetweenElements(List<JsonNode?> before, List<JsonNode?> after, FieldSchema schema)
    {
        if (before.Count <= 1 && after.Count <= 1)
        {
            return Between(before.FirstOrDefault(), after.FirstOrDefault(), schema);
        }

        if (before.Count > 1 && after.Count > 1)
        {
            return before.SequenceEqual(after, JsonEquality) ? None : new FieldChanges(FieldSet.Leaf, FieldSet.Empty);
        }

        return before.Count > 1
            ? new FieldChanges(Between(null, after.FirstOrDefault(), schema).Set, after.Count == 0 ? FieldSet.Leaf : FieldSet.Empty)
            : new FieldChanges(FieldSet.Leaf, before.Count == 0 ? FieldSet.Empty : Between(before[0], null, schema).Removed);
    }

    private static Dictionary<string, List<JsonNode?>> ByStep(JsonArray list, FieldSchema schema) => list
        .GroupBy(element => FieldSteps.OfElement(element, schema) ?? "k:{}", StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.ToList(), StringComparer.Ordinal);

    private static FieldChanges Gather(IEnumerable<string> names, Func<string, string> stepOf, Func<string, FieldChanges> compare)
    {
        var set = new List<KeyValuePair<string, FieldSet>>();
        var removed = new List<KeyValuePair<string, FieldSet>>();
        foreach (var name in names)
        {
            var changes = compare(name);
            set.Add(KeyValuePair.Create(stepOf(name), changes.Set));
            removed.Add(KeyValuePair.Create(stepOf(name), changes.Removed));
        }

        return new FieldChanges(FieldSet.Of(false, set), FieldSet.Of(false, removed));
    }
}
