using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Api.Yaml;

/// <summary>Objects as <c>-o yaml</c> prints them: keys sorted, lists not indented, strings quoted only where a reader would misread them.</summary>
public static class YamlText
{
    /// <summary>The document, with a line break at its end.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        WriteBlock(text, node, 0, 0);
        return text.ToString();
    }

    /// <summary>Writes a value whose first line starts where <paramref name="text"/> ends, at column <paramref name="column"/>.</summary>
    private static void WriteBlock(StringBuilder text, JsonNode? node, int indent, int column)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                WriteMap(text, map, indent);
                break;
            case JsonArray { Count: > 0 } list:
                WriteList(text, list, indent);
                break;
            default:
                text.Append(Scalar(node, indent, column)).Append('\n');
                break;
        }
    }

    private static void WriteMap(StringBuilder text, JsonObject map, int indent)
    {
        var first = true;
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // The first key follows "- " of a list, or starts the document; its column is reached already.
            text.Append(' ', first ? 0 : indent);
            first = false;
            var name = YamlScalar.WriteKey(key);
            text.Append(name).Append(':');
            WriteValue(text, value, indent, indent + name.Length + 1);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int indent, int column)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n').Append(' ', indent + 2);
                WriteMap(text, map, indent + 2);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n').Append(' ', indent);
                WriteList(text, list, indent);
                break;
            default:
                text.Append(' ').Append(Scalar(value, indent + 2, column + 1)).Append('\n');
                break;
        }
    }

    private static void WriteList(StringBuilder text, JsonArray list, int indent)
    {
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(' ', i == 0 ? 0 : indent).Append("- ");
            WriteBlock(text, list[i], indent + 2, indent + 2);
        }
    }

    private static string Scalar(JsonNode? node, int indent, int column) => node switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when node.GetValueKind() == JsonValueKind.String => YamlScalar.Write(node.GetValue<string>(), indent, column),
        _ => node.ToJsonString(),
    };
}
