using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Cli.JsonPath;

/// <summary>What <c>-o jsonpath=</c> takes: text with paths in braces, and ranges.</summary>
internal sealed class JsonPathTemplate
{
    private readonly List<Part> _parts = [];

    /// <exception cref="FormatException">It cannot be read.</exception>
    public static JsonPathTemplate Parse(string text)
    {
        var template = new JsonPathTemplate();
        var open = new Stack<List<Part>>([template._parts]);
        for (var at = 0; at < text.Length;)
        {
            var brace = text.IndexOf('{', at);
            AddText(open.Peek(), brace < 0 ? text[at..] : text[at..brace]);
            if (brace < 0)
            {
                break;
            }

            var end = FindEnd(text, brace + 1);
            Add(open, text[(brace + 1)..end].Trim());
            at = end + 1;
        }

        return open.Count == 1 ? template : throw new FormatException("unclosed range in template; {end} is missing");
    }

    public string Write(JsonNode? root)
    {
        var output = new StringBuilder();
        Write(output, _parts, root, root);
        return output.ToString();
    }

    private static void Add(Stack<List<Part>> open, string action)
    {
        if (action == "end")
        {
            if (open.Count == 1)
            {
                throw new FormatException("not in range, nothing to end");
            }

            open.Pop();
        }
        else if (action.StartsWith("range ", StringComparison.Ordinal))
        {
            var range = new Part(null, JsonPathExpression.ParseRelaxed(action[6..].Trim()), []);
            open.Peek().Add(range);
            open.Push(range.Body!);
        }
        else if (action is ['"', .., '"'] or ['\'', .., '\''])
        {
            AddText(open.Peek(), Regex.Unescape(action[1..^1]));
        }
        else
        {
            open.Peek().Add(new Part(null, JsonPathExpression.ParseRelaxed(action), null));
        }
    }

    private static void AddText(List<Part> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new Part(text, null, null));
        }
    }

    // A brace in quotes is none.
    private static int FindEnd(string text, int from)
    {
        char? quote = null;
        for (var i = from; i < text.Length; i++)
        {
            if (quote is null && text[i] == '}')
            {
                return i;
            }

            if (text[i] is '\'' or '"' && (quote is null || quote == text[i]))
            {
                quote = quote is null ? text[i] : null;
            }
        }

        throw new FormatException("unclosed action");
    }

    private static void Write(StringBuilder output, List<Part> parts, JsonNode? root, JsonNode? current)
    {
        foreach (var part in parts)
        {
            if (part.Path is null)
            {
                output.Append(part.Text);
            }
            else if (part.Body is null)
            {
                output.AppendJoin(' ', part.Path.Find(root, current).Select(JsonPathCondition.Text));
            }
            else
            {
                foreach (var found in part.Path.Find(root, current))
                {
                    Write(output, part.Body, root, found);
                }
            }
        }
    }

    /// <summary>Text, a path, or a path with what is written for each value that it finds.</summary>
    private sealed record Part(string? Text, JsonPathExpression? Path, List<Part>? Body);
}
