using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// The strategic merge patch that kubectl's apply comes to: what the manifest says is set, what the last one said and this one does not is
/// removed, and what others have set stays, the elements of lists that have a key included. Pure.
/// </summary>
internal static class ApplyChanges
{
    /// <param name="last">The manifest before; null when there was none.</param>
    /// <param name="given">The manifest now.</param>
    /// <param name="schema">The place of both.</param>
    public static JsonObject Between(JsonObject? last, JsonObject given, FieldSchema schema)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in given)
        {
            AddField(patch, name, last?[name], value, schema.Field(name));
        }

        foreach (var (name, _) in last ?? [])
        {
            if (!given.ContainsKey(name))
            {
                patch[name] = null;
            }
        }

        return patch;
    }

    private static void AddField(JsonObject patch, string name, JsonNode? last, JsonNode? given, FieldSchema schema)
    {
        switch (given)
        {
            case JsonObject obj:
                patch[name] = Between(last as JsonObject, obj, schema);
                break;
            case JsonArray list when schema.Rules.MergeKey is { } key:
                AddElements(patch, name, last as JsonArray ?? [], list, key, schema.Element());
                break;
            case JsonArray list when schema.Rules.IsSet:
                patch[name] = list.DeepClone();
                AddRemovedValues(patch, name, last as JsonArray ?? [], list);
                break;
            default:
                patch[name] = given?.DeepClone();
                break;
        }
    }

    private static void AddElements(JsonObject patch, string name, JsonArray last, JsonArray given, string key, FieldSchema schema)
    {
        // What cannot be told apart is replaced whole; validation says what is wrong with it.
        if (!AreDistinct(given, key) || !last.All(element => HasKey(element, key)))
        {
            patch[name] = new JsonArray([new JsonObject { [Directives.Patch] = "replace" }, .. given.Select(element => element?.DeepClone())]);
            return;
        }

        var elements = new ListElements(key);
        var changes = new JsonArray();
        foreach (var element in given)
        {
            var index = elements.IndexIn(last, element);
            changes.Add((JsonNode)Between(index < 0 ? null : (JsonObject)last[index]!, (JsonObject)element!, schema));
        }

        foreach (var element in last)
        {
            if (elements.IndexIn(given, element) < 0)
            {
                changes.Add((JsonNode)new JsonObject { [key] = element![key]!.DeepClone(), [Directives.Patch] = "delete" });
            }
        }

        patch[name] = changes;
    }

    private static bool AreDistinct(JsonArray list, string key)
    {
        var elements = new ListElements(key);
        for (var i = 0; i < list.Count; i++)
        {
            if (!HasKey(list[i], key) || elements.IndexIn(list, list[i]) != i)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasKey(JsonNode? element, string key) => element is JsonObject obj && obj[key] is not null && !obj.ContainsKey(Directives.Patch);

    private static void AddRemovedValues(JsonObject patch, string name, JsonArray last, JsonArray given)
    {
        var values = new ListElements(null);
        JsonNode?[] removed = [.. last.Where(value => values.IndexIn(given, value) < 0).Select(value => value?.DeepClone())];
        if (removed.Length > 0)
        {
            patch[Directives.DeleteFromList + name] = new JsonArray(removed);
        }
    }
}
