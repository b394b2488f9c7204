using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What the objects' own rules say: decoding, defaults, faults. The one place that knows how EdgeKube.Api spells them.</summary>
internal static class ObjectRules
{
    public static ApiObject Default(ApiObject obj) => obj;

    public static IReadOnlyList<StatusCause> Validate(ApiObject obj) => [];

    public static ApiResult<ApiObject> Decode(Kind kind, JsonBody body)
    {
        if (StrictJson.Find(body.Bytes) is { } fault)
        {
            return Statuses.BadRequest(fault);
        }

        try
        {
            return (ApiObject)JsonSerializer.Deserialize(body.Bytes.Span, kind.TypeInfo)!;
        }
        catch (JsonException e)
        {
            return Statuses.BadRequest(e.Message);
        }
    }

    public static ApiResult<JsonBody> YamlToJson(ReadOnlyMemory<byte> yaml) => Statuses.BadRequest("not yet");
}
