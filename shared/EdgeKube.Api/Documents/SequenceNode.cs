using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>A list.</summary>
public sealed class SequenceNode(IReadOnlyList<DocumentNode> items, int line)
    : DocumentNode(line, 1 + items.Sum(item => item.Size), 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max())
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
