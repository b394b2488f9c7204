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
        var document = ReadDocument(target);
        return document.Succeeded ? ObjectRules.Decode(target.Kind, document.Object) : document.Error;
    }

    /// <summary>The one document that the body holds.</summary>
    public static ApiResult<DocumentNode> ReadDocument(RequestTarget target)
    {
        var request = target.Request;
        var type = (request.ContentType ?? JsonType).Split(';')[0].Trim().ToLowerInvariant();
        if (request.Body.IsEmpty)
        {
            return Statuses.BadRequest("the request has no body");
        }

        if (type is not (JsonType or YamlType or "application/x-yaml" or "text/yaml"))
        {
            return Statuses.UnsupportedMediaType(request.ContentType, JsonType, YamlType);
        }

        return DocumentReader.TryRead(request.Body, out var document, out var fault)
            ? document!
            : Statuses.BadRequest($"the object provided is unrecognized (must be of type {target.Kind.Name}): {fault}");
    }
}
