using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>
/// What may stand in a place of an object. One model for kinds with records, where the records are its source, and for those that
/// are schema files: everything that walks objects walks along it.
/// </summary>
public sealed class SchemaType
{
    private readonly Lazy<Dictionary<string, int>>? _places;
    private readonly Lazy<Dictionary<(int Via, int Number), SchemaField>>? _byNumber;
    private readonly Lazy<IReadOnlyList<SchemaField>>? _fields;

    private SchemaType(SchemaForm form, SchemaType? element = null)
    {
        Form = form;
        Element = element;
    }

    private SchemaType(string name, string description, Func<IEnumerable<SchemaField>> fields)
    {
        Form = SchemaForm.Object;
        Name = name;
        Description = description;
        // Types may hold each other, so fields are only looked at when somebody asks.
        _fields = new(() => [.. fields()]);
        _places = new(() => PlacesOf(_fields.Value));
        _byNumber = new(() => _fields.Value.Where(field => field.Number > 0).ToDictionary(field => (field.Via, field.Number)));
    }

    public SchemaForm Form { get; }

    /// <summary>Kubernetes' name of an object's type, such as <c>JobSpec</c>; else empty.</summary>
    public string Name { get; } = "";

    public string Description { get; } = "";

    /// <summary>Where an object's type comes from when that is a schema file: group and version, such as <c>batch/v1</c>; else null.</summary>
    public string? Package { get; init; }

    /// <summary>The record that the type describes; null for none.</summary>
    public Type? Record { get; init; }

    /// <summary>What a list or map holds; null for everything else.</summary>
    public SchemaType? Element { get; }

    /// <summary>The fields of an object, those that are not implemented among them.</summary>
    public IReadOnlyList<SchemaField> Fields => _fields?.Value ?? [];

    /// <summary>The fields that can be given.</summary>
    public IEnumerable<SchemaField> ImplementedFields => Fields.Where(entry => entry.Type.Form != SchemaForm.Unimplemented);

    public static SchemaType Scalar(SchemaForm form) => new(form);

    public static SchemaType ListOf(SchemaType element) => new(SchemaForm.List, element);

    public static SchemaType MapOf(SchemaType element) => new(SchemaForm.Map, element);

    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="description">What it is, for <c>kubectl explain</c>.</param>
    /// <param name="fields">Asked once, when they are first needed.</param>
    /// <param name="package">See <see cref="Package"/>.</param>
    /// <param name="record">See <see cref="Record"/>.</param>
    public static SchemaType Object(string name, string description, Func<IEnumerable<SchemaField>> fields, string? package = null, Type? record = null) =>
        new(name, description, fields) { Package = package, Record = record };

    /// <summary>The type of a record, or of a value in one.</summary>
    public static SchemaType Of(JsonTypeInfo type) => RecordSchema.Of(type);

    /// <summary>The field for a JSON name; null when there is none.</summary>
    public SchemaField? Find(string name) => FindPlace(name) is >= 0 and var place ? Fields[place] : null;

    /// <summary>The place among <see cref="Fields"/> of the field with a JSON name; -1 when there is none.</summary>
    public int FindPlace(ReadOnlySpan<char> name) =>
        _places is not null && _places.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var place) ? place : -1;

    /// <summary>The field for a number in protobuf; null when there is none.</summary>
    public SchemaField? Find(int number, int via) => _byNumber?.Value.GetValueOrDefault((via, number));

    /// <summary>Whether a number in protobuf holds a message whose fields count as the object's own.</summary>
    public bool Embeds(int number) => Fields.Any(field => field.Via == number);

    private static Dictionary<string, int> PlacesOf(IReadOnlyList<SchemaField> fields)
    {
        var places = new Dictionary<string, int>(fields.Count, StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            places.Add(fields[i].Name, i);
        }

        return places;
    }
}
