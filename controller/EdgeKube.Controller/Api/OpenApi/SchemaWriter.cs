using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Makes OpenAPI schemas from the records: what kubectl explains, and what other tools generate code from.</summary>
internal sealed class SchemaWriter(string group)
{
    private const string RefPrefix = "#/components/schemas/";

    private readonly JsonObject _schemas = [];

    public JsonObject Schemas => _schemas;

    /// <summary>Adds a record and everything it is made of; returns its name.</summary>
    public string Add(JsonTypeInfo type)
    {
        var name = SchemaNames.Of(type.Type, group);
        if (_schemas.ContainsKey(name))
        {
            return name;
        }

        var properties = new JsonObject();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (type.Type.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault() is { } description)
        {
            schema.Insert(0, "description", description.Description);
        }

        // Before the properties: a record may hold itself.
        _schemas[name] = schema;
        foreach (var property in RecordFields.Of(type).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            properties[property.Name] = PropertySchema(type, property);
        }

        return name;
    }

    // The two that follow from the type have no attribute of their own.
    private static string? DescriptionOf(JsonPropertyInfo property) => property.Name switch
    {
        "kind" when property.Set is null => "Kind of the object, in CamelCase.",
        "apiVersion" when property.Set is null => "Group and version that the object is written in.",
        _ => FindDescription(property),
    };

    private static string? FindDescription(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true).OfType<DescriptionAttribute>().FirstOrDefault()?.Description;

    private JsonObject PropertySchema(JsonTypeInfo owner, JsonPropertyInfo property)
    {
        var schema = ValueSchema(owner.Options.GetTypeInfo(property.PropertyType));
        if (DescriptionOf(property) is { } description)
        {
            schema.Insert(0, "description", description);
        }

        AddMergeRules(schema, FieldRules.Of(property));
        return schema;
    }

    private JsonObject ValueSchema(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = RefPrefix + Add(type) }), ["default"] = new JsonObject() },
        JsonTypeInfoKind.Dictionary => new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = ValueSchema(type.Options.GetTypeInfo(type.ElementType!)),
        },
        JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = ValueSchema(type.Options.GetTypeInfo(type.ElementType!)) },
        _ => ScalarSchema(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
    };

    private static JsonObject ScalarSchema(Type type)
    {
        var (name, format) = type switch
        {
            _ when type == typeof(int) => ("integer", "int32"),
            _ when type == typeof(long) => ("integer", "int64"),
            _ when type == typeof(bool) => ("boolean", null),
            _ when type == typeof(byte[]) => ("string", "byte"),
            _ when type == typeof(DateTimeOffset) => ("string", "date-time"),
            _ when type == typeof(IntOrString) => ("string", "int-or-string"),
            _ when type == typeof(JsonElement) || type == typeof(RawJson) => ("object", null),
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
