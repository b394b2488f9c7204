using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>
/// Fills in what a schema, and the rules of its kind, say stands there when nothing was given, and writes quantities as Kubernetes does.
/// Applying it twice changes nothing.
/// </summary>
public static class SchemaDefaults
{
    public static SchemaObject Apply(SchemaObject obj, KindSchema kind) => Change(obj, kind, static _ => { });

    /// <summary>A new object, with what only the server can say of it; its metadata is complete.</summary>
    public static SchemaObject Create(SchemaObject obj, KindSchema kind) => Change(obj, kind, kind.Rules.Create);

    /// <summary>An update, with what it leaves out and does not mean to take away.</summary>
    public static SchemaObject Update(SchemaObject obj, SchemaObject current, KindSchema kind) => Change(obj, kind, node => kind.Rules.Update(node, ToNode(current)));

    private static SchemaObject Change(SchemaObject obj, KindSchema kind, Action<JsonObject> change)
    {
        var node = ToNode(obj);
        change(node);
        kind.Rules.Default(node);
        Apply(node, kind.Type);
        return node.Deserialize(SchemaJsonContext.Default.SchemaObject)!;
    }

    private static JsonObject ToNode(SchemaObject obj) => JsonSerializer.SerializeToNode(obj, SchemaJsonContext.Default.SchemaObject)!.AsObject();

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
            case (SchemaForm.Quantity, JsonValue) when Quantity.TryParse(value.ToString(), out var amount, out _):
                return amount.ToCanonical().ToString();
            case (SchemaForm.Map, JsonObject amounts) when type.Element!.Form == SchemaForm.Quantity:
                foreach (var (name, given) in amounts.ToArray())
                {
                    amounts[name] = Quantity.TryParse(given?.ToString(), out var amount, out _) ? amount.RoundUpToMillis().ToString() : given?.DeepClone();
                }

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
