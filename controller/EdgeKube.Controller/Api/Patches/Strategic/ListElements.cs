using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>Elements of a merged list, told apart by a key, or by themselves when they are plain values. Pure.</summary>
/// <param name="Key">The merge key; null for plain values.</param>
internal sealed record ListElements(string? Key)
{
    public bool AreSame(JsonNode? left, JsonNode? right) => Key is null
        ? JsonNode.DeepEquals(left, right)
        : left is JsonObject a && right is JsonObject b && a.ContainsKey(Key) && JsonNode.DeepEquals(a[Key], b[Key]);

    public int IndexIn(IList<JsonNode?> list, JsonNode? element)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (AreSame(list[i], element))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// Puts a merged list in order: what the patch names in the patch's order, the rest in the order it had, and between the two kinds
    /// the order that both had; an element that is new comes before what it cannot be compared with.
    /// </summary>
    public IReadOnlyList<JsonNode?> Order(IList<JsonNode?> merged, IList<JsonNode?> named, IList<JsonNode?> original)
    {
        var ours = merged.Where(element => IndexIn(named, element) >= 0).OrderBy(element => IndexIn(named, element)).ToArray();
        var others = merged.Where(element => IndexIn(named, element) < 0).OrderBy(element => IndexIn(original, element)).ToArray();
        var ordered = new List<JsonNode?>(merged.Count);
        var (i, j) = (0, 0);
        while (i < others.Length || j < ours.Length)
        {
            var isOther = j >= ours.Length || (i < others.Length && IsBefore(original, others[i], ours[j]));
            ordered.Add(isOther ? others[i++] : ours[j++]);
        }

        return ordered;
    }

    private bool IsBefore(IList<JsonNode?> original, JsonNode? left, JsonNode? right)
    {
        var (l, r) = (IndexIn(original, left), IndexIn(original, right));
        return l >= 0 && r >= 0 && l < r;
    }
}
