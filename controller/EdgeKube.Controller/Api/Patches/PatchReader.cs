using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Patches of the one type that is spoken: application/merge-patch+json (RFC 7396).</summary>
internal static class PatchReader
{
    public const string MergeType = "application/merge-patch+json";

    public static ApiResult<JsonObject> Read(ApiRequest request)
    {
        var type = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type != MergeType)
        {
            return Statuses.UnsupportedMediaType(request.ContentType, MergeType);
        }

        if (StrictJson.Find(request.Body) is { } fault)
        {
            return Statuses.BadRequest($"error decoding patch: {fault}");
        }

        return JsonNode.Parse(request.Body.Span) is JsonObject patch
            ? patch
            : Statuses.BadRequest("error decoding patch: a merge patch must be a JSON object");
    }

    public static ApiResult<ApiObject> Apply(Kind kind, ApiObject current, JsonObject patch)
    {
        var before = (JsonObject)JsonNode.Parse(ObjectCodec.Encode(current).Span)!;
        var after = MergePatch.Apply(before, patch);
        return ObjectRules.Decode(kind, JsonBytes.Of(after!));
    }
}
