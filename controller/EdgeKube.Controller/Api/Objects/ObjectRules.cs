using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What the objects' own rules say, as answers of the API: decoding, defaults, faults.</summary>
internal static class ObjectRules
{
    public static ApiObject Default(ApiObject obj) =>
        obj is SchemaObject stored ? SchemaDefaults.Apply(stored, KindTable.Of(obj).File!) : Defaults.Apply(obj);

    public static IReadOnlyList<StatusCause> Validate(ApiObject obj)
    {
        var faults = obj is SchemaObject stored ? SchemaValidator.Validate(stored, KindTable.Of(obj).File!) : Validator.Validate(obj);
        return [.. faults.Select(error => error.ToCause())];
    }

    /// <summary>What the writer of a valid object should know all the same.</summary>
    public static IEnumerable<string> Warn(ApiObject obj) => obj is SchemaObject stored ? KindTable.Of(obj).File!.Rules.Warn(stored) : PodWarnings.Of(obj);

    /// <param name="tolerate">Told of each field that no kind has, which is then left out; null: such fields are refused.</param>
    public static ApiResult<ApiObject> Decode(Kind kind, DocumentNode document, Action<string>? tolerate = null)
    {
        if (FindWrongKind(kind, document) is { } wrong)
        {
            return wrong;
        }

        var decoded = ObjectDecoder.Decode(document, kind.Content, kind.TypeInfo, isTolerant: tolerate is not null);
        foreach (var field in decoded.Tolerated)
        {
            tolerate!(field.Message);
        }

        return decoded.Object is { } obj
            ? kind.Named(obj)
            : StatusBuilder.FromDecoding(kind.Name, kind.ApiVersion, (document as MappingNode)?.Find("metadata")?.FindText("name"), decoded.Errors);
    }

    /// <summary>For JSON of our own making, such as a patched object.</summary>
    public static ApiResult<ApiObject> Decode(Kind kind, ReadOnlyMemory<byte> json, Action<string>? tolerate = null) =>
        DocumentReader.TryRead(json, out var document, out var fault) ? Decode(kind, document!, tolerate) : Statuses.BadRequest(fault!);

    // Either may be left out where the path says it already.
    private static ApiStatus? FindWrongKind(Kind kind, DocumentNode document)
    {
        if (document is not MappingNode)
        {
            return Statuses.BadRequest($"the object provided is unrecognized (must be of type {kind.Name}): must be an object, not a list or a plain value");
        }

        var givenKind = document.FindText("kind") ?? kind.Name;
        var givenVersion = document.FindText("apiVersion") ?? kind.ApiVersion;
        return givenKind == kind.Name && givenVersion == kind.ApiVersion
            ? null
            : Statuses.BadRequest(
                $"{givenKind} in version \"{givenVersion}\" cannot be handled as a {kind.Name}: the path is that of {kind.Name} in version \"{kind.ApiVersion}\"");
    }
}
