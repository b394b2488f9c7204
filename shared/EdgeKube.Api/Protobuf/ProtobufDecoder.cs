using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>
/// Kubernetes' protobuf as JSON, which then goes the way of every other body: strict decoding, defaults, validation. What a client
/// writes although it says nothing (empty texts, empty times) is left out.
/// </summary>
public static class ProtobufDecoder
{
    /// <summary>The content type of such bodies.</summary>
    public const string ContentType = "application/vnd.kubernetes.protobuf";

    /// <summary>The object in Kubernetes' envelope as JSON with kind and apiVersion; else <paramref name="fault"/> says what is wrong.</summary>
    /// <param name="body">The magic bytes, then a runtime.Unknown.</param>
    /// <param name="findType">The schema for a kind and an apiVersion; null when there is none.</param>
    /// <param name="json">The document.</param>
    /// <param name="fault">For people.</param>
    public static bool TryDecode(ReadOnlySpan<byte> body, Func<string, string, SchemaType?> findType, out ReadOnlyMemory<byte> json, out string? fault)
    {
        json = default;
        try
        {
            var envelope = ProtobufEnvelope.Read(body);
            if (findType(envelope.Kind, envelope.ApiVersion) is not { } type)
            {
                fault = $"no kind \"{envelope.Kind}\" is registered for version \"{envelope.ApiVersion}\"";
                return false;
            }

            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                writer.WriteString("kind", envelope.Kind);
                writer.WriteString("apiVersion", envelope.ApiVersion);
                new ProtobufWalk(writer).WriteFields(body.Slice(envelope.RawOffset, envelope.RawLength), type, 0);
                writer.WriteEndObject();
            }

            json = buffer.WrittenMemory;
            fault = null;
            return true;
        }
        catch (Exception e) when (e is ProtobufException or DecoderFallbackException)
        {
            fault = $"proto: {e.Message}";
            return false;
        }
    }
}
