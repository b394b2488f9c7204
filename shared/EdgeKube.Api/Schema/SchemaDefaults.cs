using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Fills in what a schema says stands there when nothing was given. Applying it twice changes nothing.</summary>
public static class SchemaDefaults
{
    public static SchemaObject Apply(SchemaObject obj, SchemaType type)
    {
        var node = JsonSerializer.SerializeToNode(obj, SchemaJsonContext.Default.SchemaObject)!.AsObject();
        Apply(node, type);
        return node.Deserialize(SchemaJsonContext.Default.SchemaObject)!;
    }

    private static void Apply(JsonObject obj, SchemaType type)
    {
        foreach (var field in type.Fields)
        {
            if (field.Default is { } json && !obj.ContainsKey(field.Name))
            {
                obj[field.Name] = JsonNode.Parse(json);
            }

            if (obj[field.Name] is { } value)
            {
                obj[field.Name] = ApplyBelow(value, field.Type);
            }
        }
    }

    private static JsonNode ApplyBelow(JsonNode value, SchemaType type)
    {
        switch (type.Form, value)
        {
            case (SchemaForm.Object, JsonObject) when type.Record == typeof(PodTemplateSpec):
                return OfTemplate(value);
            case (SchemaForm.Object, JsonObject obj) when type.Record is null:
                Apply(obj, type);
                break;
            case (SchemaForm.List, JsonArray list):
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is { } item && ApplyBelow(item, type.Element!) is var filled && !ReferenceEquals(filled, item))
                    {
                        list[i] = filled;
                    }
                }

                break;
        }

        return value;
    }

    // Its rules are those of pods, which have records.
    private static JsonNode OfTemplate(JsonNode template) => JsonSerializer.SerializeToNode(
        PodDefaults.ApplyToTemplate(template.Deserialize(AppsJsonContext.Default.PodTemplateSpec) ?? new()), AppsJsonContext.Default.PodTemplateSpec)!;
}
