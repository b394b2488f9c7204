using EdgeKube.Api;

namespace EdgeKube.Cli.Output;

/// <summary>Kubernetes' words for what is not there.</summary>
internal static class Text
{
    public const string None = CellText.None;

    public static string OrNone(string? text) => CellText.OrNone(text);

    public static string Labels(IReadOnlyDictionary<string, string>? labels) =>
        OrNone(string.Join(',', (labels ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
}
