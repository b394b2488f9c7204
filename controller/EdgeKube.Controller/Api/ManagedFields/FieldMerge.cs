using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>An object with what a configuration says put into it. Pure: neither argument is changed.</summary>
internal static class FieldMerge
{
    public static JsonNode? Apply(JsonNode? current, JsonNode? given, FieldSchema schema)
    {
        if (given is null)
        {
            return current?.DeepClone();
        }

        return (current, given) switch
        {
            (JsonObject old, JsonObject fields) when FieldShapes.IsDivisible(given, schema) => MergeFields(old, fields, schema),
            (JsonArray old, JsonArray elements) when FieldShapes.IsDivisible(given, schema) => ElementMerge.Apply(old, elements, schema),
            (null, JsonObject fields) when FieldShapes.IsDivisible(given, schema) => MergeFields([], fields, schema),
            _ => given.DeepClone(),
        };
    }

    private static JsonObject MergeFields(JsonObject current, JsonObject given, FieldSchema schema)
    {
        var result = (JsonObject)current.DeepClone();
        foreach (var (name, value) in given)
        {
            if (value is not null)
            {
                result[name] = Apply(current[name], value, schema.Field(name));
            }
        }

        return result;
    }
}
