using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>What a schema says of an object beyond its types: what must be there, and which texts can stand where only some can.</summary>
public static class SchemaValidator
{
    /// <summary>All faults, in Kubernetes' words.</summary>
    public static IReadOnlyList<FieldError> Validate(SchemaObject obj, KindSchema kind)
    {
        var root = JsonSerializer.SerializeToElement(obj, SchemaJsonContext.Default.SchemaObject);
        var own = kind.Rules.Validate(new Place(root, "")).ToList();

        // Where the kind's own rules speak of a field, the schema has nothing to add.
        var rest = ValidateObject(root, kind.Type, "").Where(fault => !own.Any(other => other.Field == fault.Field));
        return [.. MetadataValidator.Validate(obj.Metadata, NameRule(kind.NameRule)), .. own, .. rest];
    }

    /// <summary>What may not become of an object that is there.</summary>
    public static IEnumerable<FieldError> ValidateUpdate(SchemaObject obj, SchemaObject current, KindSchema kind) => kind.Rules.ValidateUpdate(ToPlace(obj), ToPlace(current));

    private static Place ToPlace(SchemaObject obj) => new(JsonSerializer.SerializeToElement(obj, SchemaJsonContext.Default.SchemaObject), "");

    private static Func<string, IEnumerable<string>> NameRule(string name) => name switch
    {
        "label" => NameRules.FindLabelFaults,
        // What a name becomes part of is checked for every kind.
        "any" => _ => [],
        _ => NameRules.FindSubdomainFaults,
    };

    private static IEnumerable<FieldError> ValidateObject(JsonElement obj, SchemaType type, string path)
    {
        foreach (var field in type.Fields)
        {
            var place = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            var isGiven = obj.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null;
            if (field.IsRequired && (!isGiven || value is { ValueKind: JsonValueKind.String } text && text.ValueEquals("")))
            {
                yield return FieldError.Required(place);
                continue;
            }

            if (!isGiven)
            {
                continue;
            }

            foreach (var fault in ValidateValues(value, field, place).Concat(Validate(value, field.Type, place)))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldError> Validate(JsonElement value, SchemaType type, string path) => (type.Form, value.ValueKind) switch
    {
        // Records have validators of their own.
        (SchemaForm.Object, JsonValueKind.Object) when type.Record is null => ValidateObject(value, type, path),
        (SchemaForm.List, JsonValueKind.Array) => value.EnumerateArray().SelectMany((item, i) => Validate(item, type.Element!, $"{path}[{i}]")),
        (SchemaForm.Map, JsonValueKind.Object) => value.EnumerateObject().SelectMany(entry => Validate(entry.Value, type.Element!, $"{path}[{entry.Name}]")),
        _ => [],
    };

    private static IEnumerable<FieldError> ValidateValues(JsonElement value, SchemaField field, string path)
    {
        if (field.Values.Count == 0)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().SelectMany((item, i) => ValidateText(item, field, $"{path}[{i}]"))
            : ValidateText(value, field, path);
    }

    private static IEnumerable<FieldError> ValidateText(JsonElement value, SchemaField field, string path) =>
        value.GetString() is { } text && !field.Values.Contains(text) ? [FieldError.NotSupported(path, text, [.. field.Values])] : [];
}
