using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>RFC 6901: a place in a document. Pure.</summary>
/// <param name="Parts">The way down, unescaped; empty for the whole document.</param>
internal sealed record JsonPointer(IReadOnlyList<string> Parts)
{
    /// <summary>For an element past a list's end.</summary>
    public const string Append = "-";

    public bool IsRoot => Parts.Count == 0;

    public string Last => Parts[^1];

    /// <summary>Null when it is no pointer.</summary>
    public static JsonPointer? Parse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer([]);
        }

        return text[0] != '/'
            ? null
            : new JsonPointer([.. text[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    /// <summary>What holds the place; false when the way down ends before it.</summary>
    public bool TryFindParent(JsonNode? root, out JsonNode? parent)
    {
        parent = root;
        foreach (var part in Parts.SkipLast(1))
        {
            if (!TryStep(parent, part, out parent))
            {
                return false;
            }
        }

        return parent is JsonObject or JsonArray;
    }

    public static bool TryStep(JsonNode? parent, string part, out JsonNode? child)
    {
        child = null;
        switch (parent)
        {
            case JsonObject obj:
                return obj.TryGetPropertyValue(part, out child);
            case JsonArray list when TryIndex(part, list.Count - 1, out var index):
                child = list[index];
                return true;
            default:
                return false;
        }
    }

    /// <summary>Digits only, without leading zeros, and at most <paramref name="max"/>.</summary>
    public static bool TryIndex(string part, int max, out int index)
    {
        index = -1;
        return part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0') && int.TryParse(part, out index) && index <= max;
    }
}
