using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>The JSON fields of a record: its properties without those that are ignored, which the metadata lists too.</summary>
public static class RecordFields
{
    public static IEnumerable<JsonPropertyInfo> Of(JsonTypeInfo type) => type.Properties.Where(IsField);

    /// <summary>The property for a JSON name, or null.</summary>
    public static JsonPropertyInfo? Find(JsonTypeInfo type, string name) => type.Properties.FirstOrDefault(property => property.Name == name && IsField(property));

    private static bool IsField(JsonPropertyInfo property) => property.Get is not null || property.Set is not null;
}
