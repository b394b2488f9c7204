namespace EdgeKube.Agent.Check;

/// <summary>Compares versions as dpkg does (deb-version(7)). Pure.</summary>
internal static class DebianVersion
{
    public static int Compare(string left, string right)
    {
        var (first, second) = (Split(left), Split(right));
        var order = CompareNumbers(first.Epoch, second.Epoch);
        order = order != 0 ? order : CompareParts(first.Upstream, second.Upstream);
        return order != 0 ? order : CompareParts(first.Revision, second.Revision);
    }

    private static (string Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "0" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "" : rest[(dash + 1)..]);
    }

    // In turn: what are no digits, letter by letter, then a number.
    private static int CompareParts(string left, string right)
    {
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            while ((i < left.Length && !char.IsAsciiDigit(left[i])) || (j < right.Length && !char.IsAsciiDigit(right[j])))
            {
                var order = Weight(left, i++).CompareTo(Weight(right, j++));
                if (order != 0)
                {
                    return order;
                }
            }

            var (first, second) = (Digits(left, ref i), Digits(right, ref j));
            if (CompareNumbers(first, second) is not 0 and var difference)
            {
                return difference;
            }
        }

        return 0;
    }

    // A tilde comes before the end, the end before letters, letters before everything else. Digits count as the end here.
    private static int Weight(string text, int at) => at >= text.Length || char.IsAsciiDigit(text[at]) ? 0 : text[at] switch
    {
        '~' => -1,
        var c when char.IsAsciiLetter(c) => c,
        var c => c + 256,
    };

    private static string Digits(string text, ref int at)
    {
        var start = at = Math.Min(at, text.Length);
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static int CompareNumbers(string left, string right)
    {
        var (first, second) = (left.TrimStart('0'), right.TrimStart('0'));
        return first.Length != second.Length ? first.Length.CompareTo(second.Length) : string.CompareOrdinal(first, second);
    }
}
