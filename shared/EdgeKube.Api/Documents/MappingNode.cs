using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>A JSON object or YAML mapping, in the order written; a key may stand more than once.</summary>
public sealed class MappingNode(IReadOnlyList<KeyValuePair<string, DocumentNode>> entries, int line)
    : DocumentNode(line, 1 + entries.Sum(entry => entry.Value.Size), 1 + entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max())
{
    public IReadOnlyList<KeyValuePair<string, DocumentNode>> Entries { get; } = entries;

    /// <summary>The last value of a key, or null.</summary>
    public DocumentNode? Find(string key) => Entries.LastOrDefault(entry => entry.Key == key).Value;

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        var last = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries)
        {
            last[key] = value;
        }

        foreach (var (key, value) in last)
        {
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
