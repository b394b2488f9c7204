using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>An object without the places of a set. What becomes empty by that goes too. Pure.</summary>
internal static class FieldRemoval
{
    public static JsonNode? Apply(JsonNode? value, FieldSet removed, FieldSchema schema)
    {
        if (value is null || removed.Children.IsEmpty || !FieldShapes.IsDivisible(value, schema))
        {
            return value?.DeepClone();
        }

        return value is JsonObject fields ? FromFields(fields, removed, schema) : FromElements((JsonArray)value, removed, schema);
    }

    /// <summary>The set with the named fields on the way to its places: they are there because of what lies below.</summary>
    public static FieldSet WithNamedParents(FieldSet set, FieldSchema schema) => FieldSet.Of(set.IsMember, set.Children.Select(child =>
    {
        var below = WithNamedParents(child.Value, FieldSteps.Follow(child.Key, schema));
        return KeyValuePair.Create(child.Key, FieldShapes.IsNamedField(child.Key, schema) ? below.AsMember() : below);
    }));

    private static JsonObject? FromFields(JsonObject fields, FieldSet removed, FieldSchema schema)
    {
        var result = new JsonObject();
        foreach (var (name, value) in fields)
        {
            var branch = removed.Find(FieldSteps.OfField(name));
            if (branch is not { IsMember: true } && Apply(value, branch ?? FieldSet.Empty, schema.Field(name)) is { } kept)
            {
                result[name] = kept;
            }
        }

        return result.Count > 0 ? result : null;
    }

    private static JsonArray? FromElements(JsonArray elements, FieldSet removed, FieldSchema schema)
    {
        var result = new JsonArray();
        foreach (var element in elements)
        {
            var branch = FieldSteps.OfElement(element, schema) is { } step ? removed.Find(step) : null;
            if (branch is not { IsMember: true })
            {
                result.Add(Apply(element, branch ?? FieldSet.Empty, schema.Element()));
            }
        }

        return result.Count > 0 ? result : null;
    }
}
