using System.Text.Json.Nodes;

namespace EdgeKube.Reference;

/// <summary>The folder with what a real Kubernetes answered.</summary>
internal static class Recordings
{
    /// <summary>Null when there are none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The folder with what a real node did; null when there is none.</summary>
    public static string? NodeFolder => Folder is { } folder && Path.Combine(folder, "..", "node") is var node && Directory.Exists(node) ? Path.GetFullPath(node) : null;

    public static JsonNode Load(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, file)))!;

    /// <summary>The files of a folder, by name.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder!, folder), "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("EDGEKUBE_REFERENCE");
        return given is { Length: > 0 } && Directory.Exists(Path.Combine(given, "api")) ? Path.Combine(given, "api") : null;
    }
}
