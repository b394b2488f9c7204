using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>Reads what a node reports. Hostile input: capped, and without null items, which no list of the API has.</summary>
internal static class ReportDecoder
{
    public const int MaxBytes = 512 << 10;

    /// <summary>Null when it is too large, malformed, or not what its key says.</summary>
    public static T? Find<T>(LinkKey key, ReadOnlyMemory<byte> content, JsonTypeInfo<T> typeInfo)
        where T : ApiObject
    {
        if (content.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            return !HasNullItem(content.Span)
                && JsonSerializer.Deserialize(content.Span, typeInfo) is { } obj
                && obj.Name == key.Name && obj.Namespace == key.Namespace ? obj : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasNullItem(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 100 });
        var last = JsonTokenType.None;
        while (reader.Read())
        {
            // A value of an object follows its name; any other null is an item, or all there is.
            if (reader.TokenType == JsonTokenType.Null && last != JsonTokenType.PropertyName)
            {
                return true;
            }

            last = reader.TokenType;
        }

        return false;
    }
}
