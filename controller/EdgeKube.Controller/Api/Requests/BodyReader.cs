using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Bodies as objects: JSON or YAML by content type, strictly.</summary>
internal static class BodyReader
{
    public const string JsonType = "application/json";
    public const string YamlType = "application/yaml";

    /// <summary>The object of the target's kind that the body holds.</summary>
    public static ApiResult<ApiObject> ReadObject(RequestTarget target)
    {
        var json = ReadJson(target.Request);
        if (!json.Succeeded)
        {
            return json.Error;
        }

        return ObjectRules.Decode(target.Kind, json.Object);
    }

    public static ApiResult<JsonBody> ReadJson(ApiRequest request)
    {
        var type = (request.ContentType ?? JsonType).Split(';')[0].Trim().ToLowerInvariant();
        if (request.Body.IsEmpty)
        {
            return Statuses.BadRequest("the request has no body");
        }

        return type switch
        {
            JsonType => new JsonBody(request.Body),
            YamlType or "application/x-yaml" or "text/yaml" => ObjectRules.YamlToJson(request.Body),
            _ => Statuses.UnsupportedMediaType(request.ContentType, JsonType, YamlType),
        };
    }
}
