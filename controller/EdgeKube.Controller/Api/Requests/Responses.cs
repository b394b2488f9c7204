using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Answers that are no objects of a kind, as bytes.</summary>
internal static class Responses
{
    public static ApiResponse Of(ApiStatus status) => new(
        status.Code == 0 ? 200 : status.Code, ApiResponse.Json, JsonBytes.Of(status, MetaJsonContext.Default.ApiStatus))
    {
        RetryAfterSeconds = status.Details?.RetryAfterSeconds,
    };

    public static ApiResponse Of(JsonNode node) => new(200, ApiResponse.Json, JsonBytes.Of(node));

    public static ApiResponse OfText(int code, string text) => new(code, ApiResponse.Text, System.Text.Encoding.UTF8.GetBytes(text));

    public static ReadOnlyMemory<byte> ErrorEvent(ApiStatus status) =>
        Event("ERROR", writer => JsonSerializer.Serialize(writer, status, MetaJsonContext.Default.ApiStatus));

    public static ReadOnlyMemory<byte> Event(string type, Action<Utf8JsonWriter> writeObject) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WritePropertyName("object");
        writeObject(writer);
        writer.WriteEndObject();
    });
}
