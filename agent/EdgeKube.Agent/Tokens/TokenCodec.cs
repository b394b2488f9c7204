using System.Buffers;
using System.Text.Json;

namespace EdgeKube.Agent.Tokens;

/// <summary>A TokenRequest as the wire has it. Pure.</summary>
internal static class TokenCodec
{
    public static string PathOf(TokenNeed need) => $"/api/v1/namespaces/{need.Namespace}/serviceaccounts/{need.Account}/token";

    public static ReadOnlyMemory<byte> Write(TokenNeed need)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("spec");
        writer.WriteStartArray("audiences");
        if (need.Audience.Length > 0)
        {
            writer.WriteStringValue(need.Audience);
        }

        writer.WriteEndArray();
        writer.WriteNumber("expirationSeconds", need.Seconds);
        writer.WriteStartObject("boundObjectRef");
        writer.WriteString("apiVersion", "v1");
        writer.WriteString("kind", "Pod");
        writer.WriteString("name", need.Pod);
        writer.WriteString("uid", need.PodUid);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The token in an answer; null when there is none.</summary>
    public static string? FindToken(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.GetProperty("status").GetProperty("token").GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
