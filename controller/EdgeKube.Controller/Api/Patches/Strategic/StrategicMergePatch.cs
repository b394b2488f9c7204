using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Kubernetes' strategic merge patch: like a merge patch, but lists whose elements have a key are merged by it, and directives delete,
/// replace and order. Pure: neither argument is changed.
/// </summary>
internal static class StrategicMergePatch
{
    /// <exception cref="PatchException">The patch is malformed, or does not fit the object.</exception>
    public static JsonObject Apply(JsonObject original, JsonObject patch, FieldSchema schema)
    {
        if (patch.ContainsKey(Directives.Patch))
        {
            return Directives.Of(patch) switch
            {
                "replace" => (JsonObject)Directives.Drop(patch)!,
                "delete" => [],
                "merge" => Merge(original, patch, schema),
                _ => throw UnknownDirective(patch),
            };
        }

        return Merge(original, patch, schema);
    }

    public static PatchException UnknownDirective(JsonObject at) =>
        new(500, $"unknown patch type: {GoText.Of(at[Directives.Patch])} in map: {GoText.Of(at)}");

    private static JsonObject Merge(JsonObject original, JsonObject patch, FieldSchema schema)
    {
        var result = (JsonObject)original.DeepClone();
        RetainKeys(result, patch);
        var ordered = MergeOrderedLists(result, patch, schema);
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith(Directives.DeleteFromList, StringComparison.Ordinal))
            {
                DeleteFromList(result, key[Directives.DeleteFromList.Length..], value);
            }
            else if (!Directives.IsDirective(key) && !ordered.Contains(key))
            {
                MergeField(result, key, value, schema);
            }
        }

        return result;
    }

    private static void MergeField(JsonObject result, string key, JsonNode? value, FieldSchema schema)
    {
        if (value is null)
        {
            result.Remove(key);
            return;
        }

        var field = schema.Field(key);
        result[key] = (result[key], value) switch
        {
            (JsonObject current, JsonObject changes) => Apply(current, changes, field),
            (JsonArray current, JsonArray changes) => StrategicListMerge.Merge(current, changes, field),
            _ => Directives.Drop(value),
        };
    }

    // Fields that exclude each other: those that the patch does not name to stay go.
    private static void RetainKeys(JsonObject result, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(Directives.RetainKeys, out var given))
        {
            return;
        }

        var retained = (given as JsonArray)?.Select(GoText.Of).ToHashSet(StringComparer.Ordinal) ?? throw BadRetainKeys();
        if (patch.Any(member => member.Value is not null && !Directives.IsDirective(member.Key) && !retained.Contains(member.Key)))
        {
            throw BadRetainKeys();
        }

        foreach (var key in result.Select(member => member.Key).Where(key => !retained.Contains(key)).ToArray())
        {
            result.Remove(key);
        }
    }

    // Lists with $setElementOrder are merged and put in order; the names of those lists are returned.
    private static HashSet<string> MergeOrderedLists(JsonObject result, JsonObject patch, FieldSchema schema)
    {
        var merged = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (directive, value) in patch.Where(member => member.Key.StartsWith(Directives.SetElementOrder, StringComparison.Ordinal)))
        {
            var key = directive[Directives.SetElementOrder.Length..];
            var order = value as JsonArray ?? throw new PatchException(500, $"{directive} must be a list");
            var field = schema.Field(key);
            var (current, changes) = (result[key] as JsonArray, patch[key] as JsonArray);
            if (changes is not null)
            {
                RequireOrder(changes, order, new ListElements(field.Rules.MergeKey));
                merged.Add(key);
            }

            var list = (current, changes) switch
            {
                (null, null) => null,
                (null, { } added) => (JsonArray)Directives.Drop(added)!,
                ({ } kept, null) => kept,
                ({ } kept, { } change) => StrategicListMerge.Merge(kept, change, field),
            };
            if (list is not null)
            {
                result[key] = StrategicListMerge.Arrange(list, order, current, field);
            }
        }

        return merged;
    }

    // What the patch changes must stand in the order in the same sequence.
    private static void RequireOrder(JsonArray changes, JsonArray order, ListElements elements)
    {
        var at = 0;
        foreach (var change in changes.Where(change => Directives.Of(change) is not ("delete" or "replace")))
        {
            while (at < order.Count && !elements.AreSame(order[at], change))
            {
                at++;
            }

            if (at++ >= order.Count)
            {
                throw new PatchException(500, $"The order in patch list:\n{GoText.Of(changes)}\n doesn't match $setElementOrder list:\n{GoText.Of(order)}\n");
            }
        }
    }

    private static void DeleteFromList(JsonObject result, string key, JsonNode? values)
    {
        var deleted = values as JsonArray ?? throw new PatchException(500, $"{Directives.DeleteFromList}{key} must be a list");
        if (result[key] is JsonArray list)
        {
            var elements = new ListElements(null);
            result[key] = new JsonArray([.. list.Where(element => elements.IndexIn(deleted, element) < 0).Select(element => element?.DeepClone())]);
        }
    }

    private static PatchException BadRetainKeys() => new(400, "invalid patch format of retainKeys");
}
