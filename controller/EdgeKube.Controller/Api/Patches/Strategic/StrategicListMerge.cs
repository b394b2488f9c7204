using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Merges a list by the key of its elements, or as a set of plain values. Pure.</summary>
internal static class StrategicListMerge
{
    /// <param name="original">The list as it is.</param>
    /// <param name="patch">What the patch says of it.</param>
    /// <param name="schema">The place of the list.</param>
    /// <exception cref="PatchException">The patch does not fit.</exception>
    public static JsonArray Merge(JsonArray original, JsonArray patch, FieldSchema schema)
    {
        if (schema.Rules.MergeKey is not { } key)
        {
            if (!schema.Rules.IsSet)
            {
                return (JsonArray)Directives.Drop(patch)!;
            }

            var set = new ListElements(null);
            JsonNode?[] union = [.. original, .. patch.Where(value => set.IndexIn(original, value) < 0)];
            return ToArray(set.Order(union, patch, original));
        }

        var elements = new ListElements(key);
        var (kept, changes, isReplaced) = Divide(original, patch, elements);
        if (isReplaced)
        {
            return ToArray(changes.Select(Directives.Drop));
        }

        var merged = MergeElements(kept, changes, elements, schema.Element());
        return ToArray(elements.Order(merged, changes, kept));
    }

    /// <summary>Puts the list into the order that $setElementOrder gives.</summary>
    public static JsonArray Arrange(JsonArray merged, JsonArray order, JsonArray? original, FieldSchema schema) =>
        ToArray(new ListElements(schema.Rules.MergeKey).Order(merged, order, original ?? []));

    // The elements with directives are carried out: what is left of the original, and what is to be merged into it.
    private static (List<JsonNode?> Kept, List<JsonNode?> Changes, bool IsReplaced) Divide(JsonArray original, JsonArray patch, ListElements elements)
    {
        var (kept, changes, isReplaced) = (original.ToList(), new List<JsonNode?>(), false);
        foreach (var element in patch)
        {
            var obj = element as JsonObject ?? throw new PatchException(500, "the list holds objects, the patch does not");
            switch (Directives.Of(obj))
            {
                case null when !obj.ContainsKey(Directives.Patch):
                    changes.Add(obj);
                    break;
                case "delete":
                    RequireKey(obj, elements.Key!);
                    kept.RemoveAll(other => elements.AreSame(other, obj));
                    break;
                case "replace":
                    isReplaced = true;
                    break;
                case "merge":
                    throw new PatchException(500, "merging lists cannot yet be specified in the patch");
                default:
                    throw StrategicMergePatch.UnknownDirective(obj);
            }
        }

        return (kept, changes, isReplaced);
    }

    private static List<JsonNode?> MergeElements(List<JsonNode?> kept, List<JsonNode?> changes, ListElements elements, FieldSchema schema)
    {
        var merged = kept.ToList();
        foreach (var change in changes.Cast<JsonObject>())
        {
            RequireKey(change, elements.Key!);
            var index = elements.IndexIn(merged, change);
            if (index < 0)
            {
                merged.Add(Directives.Drop(change));
            }
            else
            {
                merged[index] = StrategicMergePatch.Apply((JsonObject)merged[index]!, change, schema);
            }
        }

        return merged;
    }

    private static void RequireKey(JsonObject element, string key)
    {
        if (!element.ContainsKey(key))
        {
            throw new PatchException(500, $"map: {GoText.Of(element)} does not contain declared merge key: {key}");
        }
    }

    private static JsonArray ToArray(IEnumerable<JsonNode?> elements) => new([.. elements.Select(element => element?.DeepClone())]);
}
