using System.Globalization;
using System.Text;
using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

/// <summary>Collects lines at levels of two spaces.</summary>
internal sealed class DescribeText(DateTimeOffset now)
{
    private readonly StringBuilder _text = new();

    public DateTimeOffset Now => now;

    /// <summary><c>Name:	value</c>.</summary>
    public void Field(int level, string name, string value) => Line(level, $"{name}:\t{value}");

    public void Line(int level, string line) => _text.Append(' ', level * 2).Append(line).Append('\n');

    /// <summary>One pair a line, the first beside the title, sorted by key.</summary>
    public void Pairs(int level, string title, IReadOnlyDictionary<string, string>? pairs, string separator = "=")
    {
        var lines = (pairs ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}{separator}{pair.Value}");
        Values(level, title, [.. lines]);
    }

    public void Values(int level, string title, IReadOnlyList<string> values)
    {
        Field(level, title, values.Count == 0 ? Text.None : values[0]);
        foreach (var value in values.Skip(1))
        {
            Line(level, $"\t{value}");
        }
    }

    public void Header(ApiObject described)
    {
        Field(0, "Name", described.Name);
        if (described.Namespace.Length > 0)
        {
            Field(0, "Namespace", described.Namespace);
        }
    }

    public void LabelsAndAnnotations(ObjectMeta metadata)
    {
        Pairs(0, "Labels", metadata.Labels);
        var annotations = (metadata.Annotations ?? new Dictionary<string, string>())
            .Where(pair => pair.Key != "kubectl.kubernetes.io/last-applied-configuration")
            .ToDictionary(pair => pair.Key, pair => pair.Value.Trim().ReplaceLineEndings(" "));
        Pairs(0, "Annotations", annotations, ": ");
    }

    /// <summary>RFC 1123 with a numeric zone, as Go's RFC1123Z.</summary>
    public static string Time(DateTimeOffset? time) => time is { } known
        ? known.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)
        : "<unset>";

    public override string ToString() => _text.ToString();
}
