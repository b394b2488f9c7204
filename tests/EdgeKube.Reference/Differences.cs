using System.Text.Json.Nodes;

namespace EdgeKube.Reference;

/// <summary>Where two documents differ.</summary>
internal static class Differences
{
    /// <summary>The first few places, or null when there are none.</summary>
    public static string? Find(JsonNode? expected, JsonNode? came)
    {
        var found = Walk("", expected, came).Take(4).ToArray();
        return found.Length == 0 ? null : string.Join("\n  ", found);
    }

    private static IEnumerable<string> Walk(string path, JsonNode? expected, JsonNode? came)
    {
        switch (expected, came)
        {
            case (JsonObject left, JsonObject right):
                return left.Select(member => member.Key).Union(right.Select(member => member.Key)).Order(StringComparer.Ordinal)
                    .SelectMany(key => Walk($"{path}.{key}", left[key], right[key]));
            case (JsonArray left, JsonArray right):
                return Enumerable.Range(0, Math.Max(left.Count, right.Count))
                    .SelectMany(i => Walk($"{path}[{i}]", i < left.Count ? left[i] : null, i < right.Count ? right[i] : null));
            default:
                return JsonNode.DeepEquals(expected, came) ? [] : [$"{path}: expected {Text(expected)}, came {Text(came)}"];
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() is { } text ? (text.Length > 200 ? text[..200] + "…" : text) : "nothing";
}
