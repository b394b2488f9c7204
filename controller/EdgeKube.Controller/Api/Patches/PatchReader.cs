using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Patches by their content type.</summary>
internal static class PatchReader
{
    public const string JsonType = "application/json-patch+json";
    public const string MergeType = "application/merge-patch+json";
    public const string StrategicType = "application/strategic-merge-patch+json";
    public const string ApplyType = "application/apply-patch+yaml";

    public static ApiResult<ObjectPatch> Read(ApiRequest request)
    {
        var type = request.MediaType;
        if (type is not (JsonType or MergeType or StrategicType))
        {
            return Statuses.UnsupportedMediaType(request.ContentType, JsonType, MergeType, StrategicType);
        }

        if (StrictJson.Find(request.Body) is { } fault)
        {
            return Statuses.BadRequest($"error decoding patch: {fault}");
        }

        return (type, JsonNode.Parse(request.Body.Span)) switch
        {
            (JsonType, JsonArray operations) => new ObjectPatch.Json(operations),
            (JsonType, _) => Statuses.BadRequest("error decoding patch: a JSON patch must be a list of operations"),
            (MergeType, JsonObject changes) => new ObjectPatch.Merge(changes),
            (StrategicType, JsonObject changes) => new ObjectPatch.Strategic(changes),
            _ => Statuses.BadRequest("error decoding patch: must be a JSON object"),
        };
    }

    /// <summary>The object with the patch's changes.</summary>
    /// <param name="kind">The object's.</param>
    /// <param name="current">As stored.</param>
    /// <param name="patch">What to change.</param>
    /// <param name="tolerate">As in <see cref="ObjectRules.Decode(Kind, DocumentNode, Action{string})"/>.</param>
    public static ApiResult<ApiObject> Apply(Kind kind, ApiObject current, ObjectPatch patch, Action<string>? tolerate)
    {
        var before = JsonNode.Parse(ObjectCodec.Encode(current).Span)!;
        var after = patch.Apply(before, kind.Schema);
        return after.Succeeded ? ObjectRules.Decode(kind, JsonBytes.Of(after.Object), tolerate) : after.Error;
    }
}
