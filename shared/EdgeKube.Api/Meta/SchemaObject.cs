using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>An object of a kind that has a schema file and no record: metadata, and the rest as JSON.</summary>
public sealed record SchemaObject : ApiObject
{
    [JsonIgnore]
    public override string Kind => KindName;

    [JsonIgnore]
    public override string ApiVersion => GroupVersion;

    /// <summary>See <see cref="Kind"/>.</summary>
    [JsonPropertyName("kind")]
    [JsonPropertyOrder(-3)]
    public string KindName { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="ApiVersion"/>.</summary>
    [JsonPropertyName("apiVersion")]
    [JsonPropertyOrder(-2)]
    public string GroupVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Everything besides kind, apiVersion and metadata. For the serializer it must be settable; nobody else sets it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }

    /// <summary>The value at a path of fields; null when there is none.</summary>
    public JsonElement? Find(params ReadOnlySpan<string> path)
    {
        if (path.IsEmpty || Rest is null || !Rest.TryGetValue(path[0], out var value))
        {
            return null;
        }

        foreach (var name in path[1..])
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>The same object with other fields beside its metadata.</summary>
    /// <param name="name">Such as <c>status</c>.</param>
    /// <param name="value">Null takes the field away.</param>
    public SchemaObject With(string name, JsonElement? value)
    {
        var rest = new Dictionary<string, JsonElement>(Rest ?? [], StringComparer.Ordinal);
        if (value is { } given)
        {
            rest[name] = given;
        }
        else
        {
            rest.Remove(name);
        }

        return this with { Rest = rest };
    }
}
