using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>
/// Turns documents into records, strictly: an unknown field, a key twice, a wrong type and a field that EdgeKube does not implement
/// are faults, and all of them are found in one go. Nulls and empty lists and maps become absent, as in Kubernetes.
/// </summary>
public static class ObjectDecoder
{
    /// <param name="root">The document.</param>
    /// <param name="typeInfo">The kind's record, such as <c>CoreJsonContext.Default.Pod</c>.</param>
    /// <param name="isTolerant">Fields that no kind has, and all but the last of a doubled one, are left out instead of refused.</param>
    public static DecodeResult Decode(DocumentNode root, JsonTypeInfo typeInfo, bool isTolerant = false) =>
        Decode(root, SchemaType.Of(typeInfo), typeInfo, isTolerant);

    /// <summary>The short way for JSON in which there is nothing to refuse, to leave out or to write otherwise; null when it is not certain to be so.</summary>
    /// <param name="json">One document.</param>
    /// <param name="schema">What may stand in it.</param>
    /// <param name="typeInfo">The record that it becomes.</param>
    /// <param name="kind">What the document must be, if it says what it is.</param>
    /// <param name="apiVersion">As above.</param>
    public static ApiObject? FindPlain(ReadOnlySpan<byte> json, SchemaType schema, JsonTypeInfo typeInfo, string kind, string apiVersion)
    {
        if (!PlainJson.Fits(json, schema, kind, apiVersion))
        {
            return null;
        }

        try
        {
            return (ApiObject?)JsonSerializer.Deserialize(json, typeInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="root">The document.</param>
    /// <param name="schema">What may stand in it.</param>
    /// <param name="typeInfo">The record, or <see cref="SchemaObject"/>, that the document becomes.</param>
    /// <param name="isTolerant">As above.</param>
    public static DecodeResult Decode(DocumentNode root, SchemaType schema, JsonTypeInfo typeInfo, bool isTolerant = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        var walk = new SchemaWalk(writer, isTolerant);
        walk.Write(root, schema, "");
        writer.Flush();
        if (walk.Errors.Count > 0)
        {
            return new DecodeResult(null, walk.Errors);
        }

        try
        {
            return new DecodeResult((ApiObject?)JsonSerializer.Deserialize(buffer.WrittenSpan, typeInfo), []) { Tolerated = walk.Tolerated };
        }
        catch (JsonException e)
        {
            // The walk has checked every type; this is for what it and the serializer see differently.
            return new DecodeResult(null, [FieldError.TypeInvalid(e.Path ?? "", "value", e.Message)]);
        }
    }
}
