using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>A null, boolean, number or string; <see cref="Text"/> is its JSON text, unquoted for a string.</summary>
public sealed class ScalarNode(ScalarType type, string text, int line) : DocumentNode(line, 1, 1)
{
    public ScalarType Type { get; } = type;

    public string Text { get; } = text;

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        if (Type == ScalarType.String)
        {
            writer.WriteStringValue(Text);
        }
        else
        {
            writer.WriteRawValue(Text);
        }
    }
}
