using System.Text;

namespace EdgeKube.Api.Yaml;

/// <summary>Writes one string in the style Kubernetes' YAML library would choose.</summary>
internal static class YamlScalar
{
    private const int BestWidth = 80;

    /// <param name="indent">Column of continuation lines.</param>
    /// <param name="column">Column the scalar starts at.</param>
    public static string Write(string value, int indent, int column)
    {
        var shape = ScalarShape.Of(value);
        if (value.Contains('\n'))
        {
            return shape.MayBeLiteral ? Literal(value, indent) : DoubleQuoted(value, indent, column);
        }

        if (PlainWords.IsNotText(value))
        {
            return DoubleQuoted(value, indent, column);
        }

        // Not every reader takes a colon in a plain scalar of several lines.
        return shape.MayBePlain ? (value.Contains(':') ? value : Folded(value, indent, column))
            : shape.MayBeSingleQuoted ? $"'{Folded(value.Replace("'", "''", StringComparison.Ordinal), indent, column + 1)}'"
            : DoubleQuoted(value, indent, column);
    }

    /// <summary>A key stays on one line.</summary>
    public static string WriteKey(string key)
    {
        var shape = ScalarShape.Of(key);
        return key.Contains('\n') || PlainWords.IsNotText(key) ? DoubleQuoted(key, 0, int.MinValue)
            : shape.MayBePlain ? key
            : shape.MayBeSingleQuoted ? $"'{key.Replace("'", "''", StringComparison.Ordinal)}'"
            : DoubleQuoted(key, 0, int.MinValue);
    }

    private static string Literal(string value, int indent)
    {
        var text = new StringBuilder("|");
        if (value[0] is ' ' or '\n')
        {
            text.Append('2');
        }

        if (value[^1] != '\n')
        {
            text.Append('-');
        }
        else if (value.Length == 1 || value[^2] == '\n')
        {
            text.Append('+');
        }

        var body = value[^1] == '\n' ? value[..^1] : value;
        foreach (var line in body.Split('\n'))
        {
            text.Append('\n');
            if (line.Length > 0)
            {
                text.Append(' ', indent).Append(line);
            }
        }

        return text.ToString();
    }

    /// <summary>Breaks a long line at single spaces.</summary>
    private static string Folded(string value, int indent, int column)
    {
        var text = new StringBuilder(value.Length + 16);
        for (var i = 0; i < value.Length; i++)
        {
            var mayBreak = value[i] == ' ' && i > 0 && i < value.Length - 1 && value[i - 1] != ' ' && value[i + 1] != ' ';
            if (mayBreak && column > BestWidth)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
                continue;
            }

            text.Append(value[i]);
            column++;
        }

        return text.ToString();
    }

    private static string DoubleQuoted(string value, int indent, int column)
    {
        var text = new StringBuilder(value.Length + 16).Append('"');
        column++;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == ' ' && column > BestWidth && i > 0 && i < value.Length - 1 && value[i - 1] != ' ')
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
                if (value[i + 1] == ' ')
                {
                    // Spaces that open a continuation line would be taken for indentation.
                    text.Append('\\');
                }

                continue;
            }

            var length = text.Length;
            AppendEscaped(text, value, ref i);
            column += text.Length - length;
        }

        return text.Append('"').ToString();
    }

    private static void AppendEscaped(StringBuilder text, string value, ref int i)
    {
        var c = value[i];
        if (c == ' ' || (ScalarShape.IsPrintable(c) && c is not ('"' or '\\')))
        {
            text.Append(c);
            return;
        }

        if (char.IsSurrogate(c))
        {
            text.Append(char.IsSurrogatePair(value, i) ? value.AsSpan(i++, 2) : "\\uFFFD");
            return;
        }

        text.Append(c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\0' => "\\0",
            '\e' => "\\e",
            '\a' => "\\a",
            '\b' => "\\b",
            '\v' => "\\v",
            '\f' => "\\f",
            '\u0085' => "\\N",
            '\u2028' => "\\L",
            '\u2029' => "\\P",
            < '\u0100' => $"\\x{(int)c:X2}",
            _ => $"\\u{(int)c:X4}",
        });
    }
}
