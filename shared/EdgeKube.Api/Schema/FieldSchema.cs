using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>What is known of a place in an object: the type that stands there and how it is merged.</summary>
public sealed record FieldSchema
{
    private FieldSchema(SchemaType? type, FieldRules rules)
    {
        Type = type;
        Rules = rules;
    }

    /// <summary>A place of which nothing is known: what stands there is replaced whole.</summary>
    public static FieldSchema Unknown { get; } = new(null, FieldRules.None);

    /// <summary>Null when nothing is known.</summary>
    public SchemaType? Type { get; }

    public FieldRules Rules { get; }

    /// <summary>The root of objects of a type.</summary>
    public static FieldSchema Of(SchemaType type) => new(type, FieldRules.None);

    /// <summary>The root of objects of a record.</summary>
    public static FieldSchema Of(JsonTypeInfo type) => Of(SchemaType.Of(type));

    /// <summary>The place below, by JSON name: a field of an object, or a value of a map.</summary>
    public FieldSchema Field(string name) => Type?.Form switch
    {
        SchemaForm.Object when Type.Find(name) is { Type.Form: not SchemaForm.Unimplemented } field => new(field.Type, field.Rules),
        SchemaForm.Map => Of(Type.Element!),
        _ => Unknown,
    };

    /// <summary>An element of the list that stands here.</summary>
    public FieldSchema Element() => Type is { Form: SchemaForm.List, Element: { } element } ? Of(element) : Unknown;
}
