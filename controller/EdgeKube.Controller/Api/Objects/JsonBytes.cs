using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>JSON as bytes. Escapes only what JSON asks for: people read these messages, and nothing puts them into HTML.</summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Of(JsonNode node) => Write(writer => node.WriteTo(writer));

    /// <summary>JSON to keep: it does not hold the text it was read from.</summary>
    public static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static ReadOnlyMemory<byte> Of<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> typeInfo) =>
        Write(writer => JsonSerializer.Serialize(writer, value, typeInfo));
}
