using EdgeKube.Api;

namespace EdgeKube.Cli.Describe;

/// <summary>ConfigMaps with their contents, Secrets with the sizes only.</summary>
internal static class DataDescriber
{
    public static void Describe(DescribeText text, ConfigMap map)
    {
        text.Header(map);
        text.LabelsAndAnnotations(map.Metadata);
        Title(text, "Data");
        foreach (var (key, value) in Sorted(map.Data))
        {
            text.Line(0, $"{key}:");
            text.Line(0, "----");
            foreach (var line in value.Split('\n'))
            {
                // A tab here is the value's own, not a column's.
                text.Line(0, line.Replace("\t", "    ", StringComparison.Ordinal));
            }

            text.Line(0, "");
        }

        Title(text, "BinaryData");
        foreach (var (key, value) in Sorted(map.BinaryData))
        {
            text.Line(0, $"{key}: {value.Length} bytes");
        }

        text.Line(0, "");
    }

    public static void Describe(DescribeText text, Secret secret)
    {
        text.Header(secret);
        text.LabelsAndAnnotations(secret.Metadata);
        text.Line(0, "");
        text.Field(0, "Type", secret.Type ?? "");
        Title(text, "Data");
        foreach (var (key, value) in Sorted(secret.Data))
        {
            text.Field(0, key, $"{value.Length} bytes");
        }
    }

    private static void Title(DescribeText text, string title)
    {
        text.Line(0, "");
        text.Line(0, title);
        text.Line(0, "====");
    }

    private static IEnumerable<KeyValuePair<string, T>> Sorted<T>(IReadOnlyDictionary<string, T>? values) =>
        (values ?? new Dictionary<string, T>()).OrderBy(pair => pair.Key, StringComparer.Ordinal);
}
