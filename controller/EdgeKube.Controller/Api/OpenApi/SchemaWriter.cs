using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Makes OpenAPI schemas: what kubectl explains, and what other tools generate code from.</summary>
/// <param name="group">Whose document it is.</param>
/// <param name="prefix">What stands before a type's name where it is referred to.</param>
internal sealed class SchemaWriter(string group, string prefix = SchemaWriter.Components)
{
    public const string Components = "#/components/schemas/";
    public const string Definitions = "#/definitions/";

    private readonly JsonObject _schemas = [];

    public JsonObject Schemas => _schemas;

    /// <summary>Adds a type and everything it is made of; returns its name.</summary>
    public string Add(SchemaType type)
    {
        var name = SchemaNames.Of(type, group);
        if (_schemas.ContainsKey(name))
        {
            return name;
        }

        var properties = new JsonObject();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (type.Description.Length > 0)
        {
            schema.Insert(0, "description", type.Description);
        }

        var required = type.ImplementedFields.Where(field => field.IsRequired).Select(field => field.Name).ToArray();
        JsonNames.AddAny(schema, "required", required);

        // Before the properties: a type may hold itself.
        _schemas[name] = schema;
        foreach (var field in type.ImplementedFields.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            properties[field.Name] = FieldOf(field);
        }

        return name;
    }

    private JsonObject FieldOf(SchemaField field)
    {
        var schema = ValueOf(field.Type);
        if (field.Description.Length > 0)
        {
            schema.Insert(0, "description", field.Description);
        }

        if (field.Values.Count > 0)
        {
            ((schema["items"] as JsonObject) ?? schema)["enum"] = JsonNames.Of(field.Values);
        }

        AddMergeRules(schema, field.Rules);
        return schema;
    }

    private JsonObject ValueOf(SchemaType type) => type.Form switch
    {
        SchemaForm.Object when prefix == Definitions => new JsonObject { ["$ref"] = prefix + Add(type) },
        SchemaForm.Object => new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = prefix + Add(type) }), ["default"] = new JsonObject() },
        SchemaForm.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = ValueOf(type.Element!) },
        SchemaForm.List => new JsonObject { ["type"] = "array", ["items"] = ValueOf(type.Element!) },
        SchemaForm.Quantity => Known("io.k8s.apimachinery.pkg.api.resource.Quantity", null, "number"),
        SchemaForm.IntOrString => Known("io.k8s.apimachinery.pkg.util.intstr.IntOrString", "int-or-string", "integer"),
        _ => ScalarOf(type.Form),
    };

    // Texts that may be numbers, too, have names of their own, which kubectl shows. OpenAPI v2 has no choice of types.
    private JsonObject Known(string name, string? format, string number)
    {
        var reference = new JsonObject { ["$ref"] = prefix + name };
        var schema = prefix == Definitions
            ? new JsonObject { ["type"] = "string" }
            : new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = number }, new JsonObject { ["type"] = "string" }) };
        if (format is not null)
        {
            schema["format"] = format;
        }

        _schemas.TryAdd(name, schema);
        return prefix == Definitions ? reference : new JsonObject { ["allOf"] = new JsonArray(reference) };
    }

    private static JsonObject ScalarOf(SchemaForm form)
    {
        var (name, format) = form switch
        {
            SchemaForm.Int32 => ("integer", "int32"),
            SchemaForm.Int64 => ("integer", "int64"),
            SchemaForm.Double => ("number", "double"),
            SchemaForm.Boolean => ("boolean", null),
            SchemaForm.Bytes => ("string", "byte"),
            SchemaForm.Time or SchemaForm.MicroTime => ("string", "date-time"),
            SchemaForm.Any => ("object", null),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject { ["type"] = name };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static void AddMergeRules(JsonObject schema, FieldRules rules)
    {
        if (rules.MergeKey is { } key)
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = JsonNames.Of(rules.ListKeys);
            schema["x-kubernetes-patch-merge-key"] = key;
            schema["x-kubernetes-patch-strategy"] = "merge";
        }
        else if (rules.IsSet)
        {
            schema["x-kubernetes-list-type"] = "set";
            schema["x-kubernetes-patch-strategy"] = "merge";
        }
        else if (schema["type"] is JsonValue type && type.GetValue<string>() == "array")
        {
            schema["x-kubernetes-list-type"] = "atomic";
        }

        if (rules.RetainsKeys)
        {
            schema["x-kubernetes-patch-strategy"] = "retainKeys";
        }

        if (rules.IsAtomic)
        {
            schema["x-kubernetes-map-type"] = "atomic";
        }
    }
}
