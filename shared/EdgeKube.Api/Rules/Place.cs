using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>A value inside of an object and where it stands: what rules look at, and what they speak of.</summary>
internal readonly struct Place(JsonElement value, string path)
{
    public string Path => path;

    public bool IsGiven => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsText => value.ValueKind == JsonValueKind.String;

    public bool IsTrue => value.ValueKind == JsonValueKind.True;

    /// <summary>Empty when there is no text.</summary>
    public string Text => IsText ? value.GetString()! : "";

    public long? Number => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The value as JSON.</summary>
    public string Json => value.ValueKind switch
    {
        JsonValueKind.Undefined => "null",
        JsonValueKind.String => FieldError.Quote(value.GetString()!),
        _ => value.GetRawText(),
    };

    public IReadOnlyList<Place> Items
    {
        get
        {
            var items = new List<Place>();
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray())
                {
                    items.Add(new Place(item, $"{path}[{items.Count}]"));
                }
            }

            return items;
        }
    }

    /// <summary>Names of what is given in an object, or the keys of a map.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            var keys = new List<string>();
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in value.EnumerateObject())
                {
                    keys.Add(member.Name);
                }
            }

            return keys;
        }
    }

    /// <summary>The value below; not given when there is none.</summary>
    public Place this[string name] => new(
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var below) ? below : default,
        path.Length == 0 ? name : $"{path}.{name}");

    /// <summary>The same value, spoken of under another path.</summary>
    public Place At(string other) => new(value, other);

    public Place Key(string key) => this[key].At($"{path}[{key}]");

    public bool EqualsTo(Place other) => IsGiven && other.IsGiven ? JsonElement.DeepEquals(value, other.Element) : IsGiven == other.IsGiven;

    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class => IsGiven ? value.Deserialize(type) : null;

    public IReadOnlyDictionary<string, string> Labels()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            labels[key] = this[key].Text;
        }

        return labels;
    }

    public FieldError Required(string detail = "") => FieldError.Required(path, detail);

    public FieldError Invalid(string detail) => FieldError.InvalidJson(path, Json, detail);

    public FieldError Forbidden(string detail) => FieldError.Forbidden(path, detail);

    public FieldError NotSupported(params string[] supported) => FieldError.NotSupported(path, Text, supported);

    private JsonElement Element => value;
}
