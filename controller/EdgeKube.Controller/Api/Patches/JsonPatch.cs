using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>
/// RFC 6902: operations in order, all or none. As in Kubernetes, a replace of a key that an object does not have adds it. Pure: the
/// document stays as it is.
/// </summary>
internal static class JsonPatch
{
    private const int MaxOperations = 10_000;

    // Copies of copies double what there is with every operation.
    private const long MaxCopiedBytes = 3 << 20;

    private const string Refusal = "the server rejected our request due to an error in our request";

    /// <exception cref="PatchException">The patch is malformed, or does not fit the document.</exception>
    public static JsonNode? Apply(JsonNode? document, JsonArray operations)
    {
        if (operations.Count > MaxOperations)
        {
            throw new PatchException(413, $"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}");
        }

        var root = document?.DeepClone();
        var copied = 0L;
        foreach (var operation in operations)
        {
            root = Apply(root, operation as JsonObject ?? throw Rejected(), ref copied);
        }

        return root;
    }

    private static JsonNode? Apply(JsonNode? root, JsonObject operation, ref long copied)
    {
        var path = PointerOf(operation, "path");
        switch (TextOf(operation, "op"))
        {
            case "add":
                return Add(root, path, ValueOf(operation), isReplacing: false);
            case "replace":
                return Add(root, path, ValueOf(operation), isReplacing: true);
            case "remove":
                return Remove(root, path);
            case "test":
                return JsonNode.DeepEquals(Find(root, path, absentIsNull: true), ValueOf(operation)) ? root : throw Rejected();
            case "copy":
                var copy = Find(root, PointerOf(operation, "from"))?.DeepClone();
                copied += copy?.ToJsonString().Length ?? 4;
                return copied <= MaxCopiedBytes
                    ? Add(root, path, copy, isReplacing: false)
                    : throw new PatchException(413, $"Unable to complete the copy, the accumulated size increase of copy is {copied}, exceeding the limit {MaxCopiedBytes}");
            case "move":
                return Move(root, PointerOf(operation, "from"), path);
            default:
                throw Rejected();
        }
    }

    private static JsonNode? Move(JsonNode? root, JsonPointer from, JsonPointer path)
    {
        // Nothing can be moved into itself.
        if (path.Parts.Count > from.Parts.Count && path.Parts.Take(from.Parts.Count).SequenceEqual(from.Parts))
        {
            throw Rejected();
        }

        var moved = Find(root, from)?.DeepClone();
        return Add(Remove(root, from), path, moved, isReplacing: false);
    }

    private static JsonNode? Add(JsonNode? root, JsonPointer path, JsonNode? value, bool isReplacing)
    {
        if (path.IsRoot)
        {
            return value;
        }

        if (!path.TryFindParent(root, out var parent))
        {
            throw Rejected();
        }

        if (parent is JsonObject obj)
        {
            obj[path.Last] = value;
            return root;
        }

        var list = (JsonArray)parent!;
        if (path.Last == JsonPointer.Append && !isReplacing)
        {
            list.Add(value);
            return root;
        }

        if (!JsonPointer.TryIndex(path.Last, isReplacing ? list.Count - 1 : list.Count, out var index))
        {
            throw Rejected();
        }

        if (isReplacing)
        {
            list[index] = value;
        }
        else
        {
            list.Insert(index, value);
        }

        return root;
    }

    private static JsonNode? Remove(JsonNode? root, JsonPointer path)
    {
        if (path.IsRoot)
        {
            return null;
        }

        var isThere = path.TryFindParent(root, out var parent) && parent switch
        {
            JsonObject obj => obj.Remove(path.Last),
            JsonArray list => RemoveAt(list, path.Last),
            _ => false,
        };
        return isThere ? root : throw Rejected();
    }

    private static bool RemoveAt(JsonArray list, string part)
    {
        if (!JsonPointer.TryIndex(part, list.Count - 1, out var index))
        {
            return false;
        }

        list.RemoveAt(index);
        return true;
    }

    private static JsonNode? Find(JsonNode? root, JsonPointer path, bool absentIsNull = false)
    {
        if (path.IsRoot)
        {
            return root;
        }

        if (path.TryFindParent(root, out var parent) && JsonPointer.TryStep(parent, path.Last, out var found))
        {
            return found;
        }

        return absentIsNull && parent is JsonObject ? null : throw Rejected();
    }

    private static JsonPointer PointerOf(JsonObject operation, string name) => JsonPointer.Parse(TextOf(operation, name) ?? throw Rejected()) ?? throw Rejected();

    private static string? TextOf(JsonObject operation, string name) => operation[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonNode? ValueOf(JsonObject operation) => operation.TryGetPropertyValue("value", out var value) ? value?.DeepClone() : throw Rejected();

    private static PatchException Rejected() => new(422, Refusal);
}
