using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Bodies as objects: JSON, YAML or protobuf by content type, strictly.</summary>
internal static class BodyReader
{
    public const string JsonType = "application/json";
    public const string YamlType = "application/yaml";

    /// <summary>The object of the target's kind that the body holds.</summary>
    public static ApiResult<ApiObject> ReadObject(RequestTarget target)
    {
        if (FindPlain(target) is { } plain)
        {
            return plain;
        }

        var document = ReadDocument(target);
        return document.Succeeded ? ObjectRules.Decode(target.Kind, document.Object, target.Tolerate) : document.Error;
    }

    // Kinds without a record keep the document itself, which the long way puts in order.
    private static ApiObject? FindPlain(RequestTarget target) => target.Request.MediaType == JsonType && target.Kind.File is null
        ? ObjectDecoder.FindPlain(target.Request.Body.Span, target.Kind.Content, target.Kind.TypeInfo, target.Kind.Name, target.Kind.ApiVersion)
        : null;

    /// <summary>What was posted to a subresource; strictly, too.</summary>
    public static ApiResult<SchemaObject> ReadPart(RequestTarget target, SchemaType type)
    {
        var document = ReadDocument(target);
        if (!document.Succeeded)
        {
            return document.Error;
        }

        var decoded = ObjectDecoder.Decode(document.Object, type, SchemaJsonContext.Default.SchemaObject, isTolerant: target.Tolerate is not null);
        foreach (var field in decoded.Tolerated)
        {
            target.Tolerate!(field.Message);
        }

        return decoded.Object is SchemaObject part ? part : StatusBuilder.FromDecoding(type.Name, "v1", target.Path.Name, decoded.Errors);
    }

    /// <summary>The one document that the body holds.</summary>
    public static ApiResult<DocumentNode> ReadDocument(RequestTarget target)
    {
        var request = target.Request;
        if (request.Body.IsEmpty)
        {
            return Statuses.BadRequest("the request has no body");
        }

        var (body, fault) = (request.Body, (string?)null);
        if (request.MediaType == ProtobufDecoder.ContentType)
        {
            if (!ProtobufDecoder.TryDecode(request.Body.Span, FindType, out body, out fault))
            {
                return Unrecognized(target, fault!);
            }
        }
        else if (request.MediaType is not (JsonType or YamlType or "application/x-yaml" or "text/yaml"))
        {
            return Statuses.UnsupportedMediaType(request.ContentType, JsonType, YamlType, ProtobufDecoder.ContentType);
        }

        return DocumentReader.TryRead(body, out var document, out fault) ? document! : Unrecognized(target, fault!);
    }

    private static SchemaType? FindType(string kind, string apiVersion) => kind switch
    {
        "DeleteOptions" => SchemaType.Of(MetaJsonContext.Default.DeleteOptions),
        "Eviction" => SubresourceBodies.Eviction,
        "Binding" => SubresourceBodies.Binding,
        "TokenRequest" => KindTable.TokenRequest.Content,
        _ => KindTable.FindKind(apiVersion, kind)?.Content,
    };

    private static ApiStatus Unrecognized(RequestTarget target, string fault) =>
        Statuses.BadRequest($"the object provided is unrecognized (must be of type {target.Kind.Name}): {fault}");
}
