using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>JSON as bytes. Escapes only what JSON asks for: people read these messages, and nothing puts them into HTML.</summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Larger ones are not kept for the next.
    private const int MostKeptBytes = 256 << 10;

    [ThreadStatic]
    private static Scratch? _scratch;

    /// <summary>As many bytes as there are: what is stored is kept for long, and room behind it would be kept, too.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        // Taken away while in use: what is written may write something in between.
        var scratch = _scratch ?? new Scratch();
        _scratch = null;
        write(scratch.Writer);
        scratch.Writer.Flush();
        var bytes = scratch.Buffer.WrittenSpan.ToArray();
        if (scratch.Buffer.Capacity <= MostKeptBytes)
        {
            scratch.Buffer.ResetWrittenCount();
            scratch.Writer.Reset();
            _scratch = scratch;
        }

        return bytes;
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

    private sealed class Scratch
    {
        public Scratch() => Writer = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(4096);

        public Utf8JsonWriter Writer { get; }
    }
}
