using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>The places that a configuration says something about. Pure.</summary>
internal static class GivenFields
{
    public static FieldSet Of(JsonNode? value, FieldSchema schema)
    {
        if (value is null)
        {
            return FieldSet.Empty;
        }

        return !FieldShapes.IsDivisible(value, schema) ? FieldSet.Leaf : value is JsonObject fields ? OfFields(fields, schema) : OfElements((JsonArray)value, schema);
    }

    /// <summary>What keeps elements of lists from being told apart, such as <c>.spec.containers: duplicate entries for key [name="a"]</c>.</summary>
    public static IEnumerable<string> FindFaults(JsonNode? value, FieldSchema schema, string path = "")
    {
        if (!FieldShapes.IsDivisible(value, schema))
        {
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (step, below) in StepsOf(value!, schema))
        {
            if (step is null)
            {
                yield return $"{path}: element {seen.Count}: associative list with keys has an element that omits a key field ({string.Join(", ", schema.Rules.ListKeys)})";
                continue;
            }

            if (!seen.Add(step))
            {
                yield return $"{path}: duplicate entries for key {FieldSteps.Describe(step)}";
            }

            foreach (var fault in FindFaults(below, FieldSteps.Follow(step, schema), path + FieldSteps.Describe(step)))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<(string? Step, JsonNode? Value)> StepsOf(JsonNode value, FieldSchema schema) => value is JsonObject fields
        ? fields.Select(field => ((string?)FieldSteps.OfField(field.Key), field.Value))
        : ((JsonArray)value).Select(element => (FieldSteps.OfElement(element, schema), element));

    // An entry of a map and an empty object are owned themselves; else a named field is there because of what lies below it.
    private static FieldSet OfFields(JsonObject fields, FieldSchema schema) => FieldSet.Of(false, fields.Where(field => field.Value is not null).Select(field =>
    {
        var step = FieldSteps.OfField(field.Key);
        var below = Of(field.Value, schema.Field(field.Key));
        var isOwned = field.Value is JsonObject { Count: 0 } || !FieldShapes.IsNamedField(step, schema);
        return KeyValuePair.Create(step, isOwned ? below.AsMember() : below);
    }));

    // Of elements that cannot be told apart all are owned together.
    private static FieldSet OfElements(JsonArray elements, FieldSchema schema) => FieldSet.Of(
        false,
        elements.Select(element => (Step: FieldSteps.OfElement(element, schema), Element: element))
            .Where(found => found.Step is not null)
            .GroupBy(found => found.Step!, StringComparer.Ordinal)
            .Select(same => KeyValuePair.Create(same.Key, same.Count() > 1 ? FieldSet.Leaf : Of(same.First().Element, schema.Element()).AsMember())));
}
