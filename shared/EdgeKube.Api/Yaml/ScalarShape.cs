namespace EdgeKube.Api.Yaml;

/// <summary>Which styles can hold a string unchanged (libyaml's analysis of scalars, in block context).</summary>
internal readonly record struct ScalarShape(bool MayBePlain, bool MayBeSingleQuoted, bool MayBeLiteral)
{
    public static ScalarShape Of(string value)
    {
        if (value.Length == 0)
        {
            return new(false, true, false);
        }

        var special = false;
        var breakSpace = false;
        var spaceBreak = false;
        for (var i = 0; i < value.Length; i++)
        {
            special |= !IsPrintable(value[i]) && value[i] != '\n' && !char.IsSurrogatePair(value, SurrogateStart(value, i));
            breakSpace |= value[i] == ' ' && i > 0 && value[i - 1] == '\n';
            spaceBreak |= value[i] == '\n' && i > 0 && value[i - 1] == ' ';
        }

        var edges = value[0] is ' ' or '\n' || value[^1] is ' ' or '\n';
        var safe = !special && !spaceBreak;
        return new(
            safe && !edges && !breakSpace && !value.Contains('\n') && !HasIndicator(value),
            safe && !breakSpace,
            safe && value[^1] != ' ');
    }

    /// <summary>What needs no escape. A tab does: it is easily taken for indentation.</summary>
    public static bool IsPrintable(char c) =>
        c is (>= ' ' and <= '~') or (>= '\u00a0' and < '\ud800') or (>= '\ue000' and <= '\ufffd') and not ('\ufeff' or '\u2028' or '\u2029')
        && c is not ('\u2028' or '\u2029');

    private static int SurrogateStart(string value, int i) => char.IsLowSurrogate(value[i]) && i > 0 ? i - 1 : Math.Min(i, Math.Max(0, value.Length - 2));

    private static bool HasIndicator(string value)
    {
        if (value.StartsWith("---", StringComparison.Ordinal) || value.StartsWith("...", StringComparison.Ordinal) || "#,[]{}&*!|>'\"%@`".Contains(value[0]))
        {
            return true;
        }

        for (var i = 0; i < value.Length; i++)
        {
            var endsWord = i == value.Length - 1 || value[i + 1] == ' ';
            var found = value[i] switch
            {
                ':' => endsWord,
                '?' or '-' => i == 0 && endsWord,

                // The star is allowed there, but the controller's reader would take it for an alias.
                '#' or '*' => i > 0 && value[i - 1] == ' ',
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }
}
