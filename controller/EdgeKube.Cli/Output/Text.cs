namespace EdgeKube.Cli.Output;

/// <summary>Kubernetes' words for what is not there.</summary>
internal static class Text
{
    public const string None = "<none>";

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? "<unknown>" : text;

    public static string Labels(IReadOnlyDictionary<string, string>? labels) =>
        OrNone(string.Join(',', (labels ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
}
