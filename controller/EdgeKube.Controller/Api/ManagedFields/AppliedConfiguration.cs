using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>What somebody applies to an object: those fields alone that its applier wants to own.</summary>
internal sealed record AppliedConfiguration(Kind Kind, string? Namespace, string Name, string? Subresource)
{
    public required string Manager { get; init; }

    public bool IsForced { get; init; }

    /// <summary>Decoded, checked, without nulls.</summary>
    public required JsonObject Content { get; init; }

    public string? Uid => (string?)(Content["metadata"] as JsonObject)?["uid"];

    /// <summary>Puts a document's content in; a fault in Kubernetes' words when it is none for such an object.</summary>
    /// <param name="target">Whose, without content.</param>
    /// <param name="document">As sent.</param>
    /// <param name="warn">Told of what is wrong with the document but does not matter; null: that is refused.</param>
    public static ApiResult<AppliedConfiguration> Read(AppliedConfiguration target, DocumentNode document, Action<string>? warn)
    {
        var kind = target.Kind;
        var doubtful = new List<string>();
        var decoded = ObjectRules.Decode(kind, document, doubtful.Add);
        if (!decoded.Succeeded)
        {
            return decoded.Error;
        }

        if (FindMismatch(target, decoded.Object.Metadata) is { } mismatch)
        {
            return mismatch;
        }

        var content = (JsonObject)JsonNode.Parse(document.ToJson())!;
        RemoveNulls(content);
        Restrict(content, target);
        var faults = doubtful.Select(FindUnknown).OfType<string>().Concat(GivenFieldsFaults(content, kind)).ToArray();
        if (faults.Length > 0)
        {
            return Statuses.Failure(500, null, Untyped(kind, decoded.Object.Metadata, faults));
        }

        foreach (var fault in doubtful)
        {
            if (warn is null)
            {
                return Statuses.BadRequest($"error strict decoding YAML: {fault}");
            }

            warn(fault);
        }

        return target with { Content = content };
    }

    private static ApiStatus? FindMismatch(AppliedConfiguration target, ObjectMeta metadata)
    {
        if (metadata.ManagedFields is { Count: > 0 })
        {
            return Statuses.BadRequest("metadata.managedFields must be nil");
        }

        if (metadata.Name is { Length: > 0 } name && name != target.Name)
        {
            return Statuses.NameMismatch(name, target.Name);
        }

        return metadata.Namespace is { Length: > 0 } ns && ns != (target.Namespace ?? "")
            ? Statuses.BadRequest($"the namespace of the provided object does not match the namespace sent on the request ({ns} and {target.Namespace})")
            : null;
    }

    private static IEnumerable<string> GivenFieldsFaults(JsonObject content, Kind kind) => GivenFields.FindFaults(content, kind.Schema);

    private static string? FindUnknown(string fault) =>
        fault.StartsWith("unknown field \"", StringComparison.Ordinal) ? $".{fault.Split('"')[1]}: field not declared in schema" : null;

    private static string Untyped(Kind kind, ObjectMeta metadata, string[] faults)
    {
        var list = faults.Length == 1 ? faults[0] : $"errors:\n{string.Join('\n', faults.Select(fault => $"  {fault}"))}";
        return $"failed to create typed patch object ({metadata.Namespace}/{metadata.Name}; {kind.Group}/{kind.Version}, Kind={kind.Name}): {list}";
    }

    // Status is applied through its own path, and nothing else is there.
    private static void Restrict(JsonObject content, AppliedConfiguration target)
    {
        content["apiVersion"] = target.Kind.ApiVersion;
        content["kind"] = target.Kind.Name;
        if (content["metadata"] is not JsonObject metadata)
        {
            content["metadata"] = metadata = [];
        }

        metadata["name"] = target.Name;
        metadata.Remove("managedFields");
        foreach (var field in content.Select(field => field.Key).Where(field => !MayStand(field, target)).ToArray())
        {
            content.Remove(field);
        }
    }

    private static bool MayStand(string field, AppliedConfiguration target) => field is "apiVersion" or "kind" or "metadata" || target.Subresource switch
    {
        "status" => field == "status",
        _ => field != "status" || !target.Kind.HasStatus,
    };

    // As everywhere in this API, null says nothing.
    private static void RemoveNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject obj:
                foreach (var name in obj.Where(field => field.Value is null).Select(field => field.Key).ToArray())
                {
                    obj.Remove(name);
                }

                foreach (var (_, value) in obj)
                {
                    RemoveNulls(value);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    RemoveNulls(item);
                }

                break;
        }
    }
}
