using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>What is known of a place in an object: the type that stands there and how it is merged.</summary>
public sealed record FieldSchema
{
    private FieldSchema(JsonTypeInfo? type, FieldRules rules)
    {
        Type = type;
        Rules = rules;
    }

    /// <summary>A place of which nothing is known: what stands there is replaced whole.</summary>
    public static FieldSchema Unknown { get; } = new(null, FieldRules.None);

    /// <summary>Null when nothing is known.</summary>
    public JsonTypeInfo? Type { get; }

    public FieldRules Rules { get; }

    /// <summary>The root of objects of a record.</summary>
    public static FieldSchema Of(JsonTypeInfo type) => new(type, FieldRules.None);

    /// <summary>The place below, by JSON name: a field of an object, or a value of a map.</summary>
    public FieldSchema Field(string name) => Type?.Kind switch
    {
        JsonTypeInfoKind.Object when RecordFields.Find(Type, name) is { } property =>
            new(Type.Options.GetTypeInfo(property.PropertyType), FieldRules.Of(property)),
        JsonTypeInfoKind.Dictionary => Of(Type.Options.GetTypeInfo(Type.ElementType!)),
        _ => Unknown,
    };

    /// <summary>An element of the list that stands here.</summary>
    public FieldSchema Element() => Type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? Of(Type.Options.GetTypeInfo(element)) : Unknown;
}
