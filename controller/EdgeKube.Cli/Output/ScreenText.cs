namespace EdgeKube.Cli.Output;

/// <summary>Makes text from the cluster safe for a screen: it may hold escape sequences that someone put there on purpose.</summary>
internal static class ScreenText
{
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny('\e', '\r') && !text.Any(IsHarmful))
        {
            return text;
        }

        return string.Concat(text.Select(c => c switch
        {
            '\e' => "^[",
            '\r' => "\\r",
            _ when IsHarmful(c) => $"\\x{(int)c:x2}",
            _ => c.ToString(),
        }));
    }

    /// <summary>One cell of a table: its first line only.</summary>
    public static string Cell(string text)
    {
        var end = text.AsSpan().IndexOf('\n');
        return Escape(end < 0 ? text : text[..end] + "...");
    }

    private static bool IsHarmful(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
