using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>
/// Merges lists whose elements can be told apart. Elements that both have come in the order of the configuration; the object's own
/// stay before the shared element that they stood before. Pure.
/// </summary>
internal static class ElementMerge
{
    public static JsonArray Apply(JsonArray current, JsonArray given, FieldSchema schema)
    {
        var old = current.Select(element => (Step: FieldSteps.OfElement(element, schema), Element: element)).ToList();
        var next = given.Select(element => (Step: FieldSteps.OfElement(element, schema)!, Element: element)).ToList();
        var wanted = next.Select(found => found.Step).ToHashSet(StringComparer.Ordinal);
        var result = new JsonArray();
        var at = 0;
        for (var i = 0; i < next.Count; i++)
        {
            var shared = next.Skip(i).FirstOrDefault(found => old.Exists(mine => mine.Step == found.Step)).Step;
            at = CopyOwnElements(old, at, shared, wanted, result);
            var (step, element) = next[i];
            result.Add(FieldMerge.Apply(old.Find(mine => mine.Step == step).Element, element, schema.Element()));
            if (at < old.Count && old[at].Step == step)
            {
                at++;
            }
        }

        CopyOwnElements(old, at, null, wanted, result);
        return result;
    }

    /// <summary>Up to the shared element that comes next; to the end when there is none, or when it lies further back.</summary>
    private static int CopyOwnElements(List<(string? Step, JsonNode? Element)> old, int from, string? until, HashSet<string> wanted, JsonArray result)
    {
        var at = from;
        for (; at < old.Count && (until is null || old[at].Step != until); at++)
        {
            if (old[at].Step is null || !wanted.Contains(old[at].Step!))
            {
                result.Add(old[at].Element?.DeepClone());
            }
        }

        return at;
    }
}
