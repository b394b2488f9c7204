using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Answers as bytes.</summary>
internal static class Responses
{
    public static ApiResponse Of(ApiStatus status) => new(
        status.Code == 0 ? 200 : status.Code, ApiResponse.Json, JsonBytes.Of(status, MetaJsonContext.Default.ApiStatus));

    public static ApiResponse Of(ApiObject obj, int code = 200) => new(code, ApiResponse.Json, ObjectCodec.Encode(obj));

    public static ApiResponse Of(ApiResult<ApiObject> result, int code = 200) => result.Succeeded ? Of(result.Object, code) : Of(result.Error);

    public static ApiResponse Of(JsonNode node) => new(200, ApiResponse.Json, JsonBytes.Of(node));

    public static ApiResponse OfText(int code, string text) => new(code, ApiResponse.Text, System.Text.Encoding.UTF8.GetBytes(text));

    public static ApiResponse OfList(Kind kind, IReadOnlyList<ApiObject> items, string? resourceVersion, string? continueToken = null, long? remaining = null) => new(
        200,
        ApiResponse.Json,
        JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Name + "List");
            writer.WriteString("apiVersion", kind.ApiVersion);
            writer.WritePropertyName("metadata");
            JsonSerializer.Serialize(
                writer,
                new ListMeta { ResourceVersion = resourceVersion, Continue = continueToken, RemainingItemCount = remaining },
                MetaJsonContext.Default.ListMeta);
            writer.WriteStartArray("items");
            foreach (var item in items)
            {
                JsonSerializer.Serialize(writer, item, kind.TypeInfo);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));

    /// <summary>One event of a watch.</summary>
    public static ReadOnlyMemory<byte> Event(string type, ApiObject obj) => Event(type, writer => JsonSerializer.Serialize(writer, obj, KindTable.Of(obj).TypeInfo));

    public static ReadOnlyMemory<byte> ErrorEvent(ApiStatus status) =>
        Event("ERROR", writer => JsonSerializer.Serialize(writer, status, MetaJsonContext.Default.ApiStatus));

    private static ReadOnlyMemory<byte> Event(string type, Action<Utf8JsonWriter> writeObject) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WritePropertyName("object");
        writeObject(writer);
        writer.WriteEndObject();
    });
}
