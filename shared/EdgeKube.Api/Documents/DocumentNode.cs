using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>
/// A JSON or YAML document as it was written: with line numbers, and with keys that stand twice. Aliases are shared nodes, so
/// <see cref="Size"/> and <see cref="Depth"/> count what the document means, not what it takes in memory.
/// </summary>
public abstract class DocumentNode
{
    private protected DocumentNode(int line, int size, int depth)
    {
        Line = line;
        Size = size;
        Depth = depth;
    }

    /// <summary>Line the node begins on, from 1; 0 when unknown.</summary>
    public int Line { get; }

    /// <summary>Nodes in this one, itself included.</summary>
    public int Size { get; }

    /// <summary>Levels in this one; 1 for a scalar.</summary>
    public int Depth { get; }

    /// <summary>The text of a member that is a string, or null.</summary>
    public string? FindText(string key) => this is MappingNode map && map.Find(key) is ScalarNode { Type: ScalarType.String } scalar ? scalar.Text : null;

    /// <summary>The document as UTF-8 JSON. Of keys that stand twice the last one wins.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteTo(writer);
        }

        return buffer.ToArray();
    }

    internal abstract void WriteTo(Utf8JsonWriter writer);
}
