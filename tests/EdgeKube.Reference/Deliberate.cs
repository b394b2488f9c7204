namespace EdgeKube.Reference;

/// <summary>Differences that are meant, each with its reason.</summary>
internal static class Deliberate
{
    private const string GoWords = "Go's decoder words this fault with names of its own types; EdgeKube says it in words of the manifest";

    private static readonly Dictionary<string, string> ByCase = new()
    {
    };

    /// <summary>The reason; null when the difference is not meant.</summary>
    public static string? FindReason(string group, string name) => ByCase.GetValueOrDefault($"{group}: {name}");
}
