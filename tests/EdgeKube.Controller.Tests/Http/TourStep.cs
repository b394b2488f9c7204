namespace EdgeKube.Controller.Tests.Http;

/// <summary>
/// One command of a tour: <c>$ command</c>, then <c>&lt; line</c> for its standard input, <c>! code</c> when it fails, <c>? </c> before the command's line when
/// it is repeated until it answers so; the other lines are what it prints, where <c>*</c> stands for anything and a line <c>...</c> for any lines.
/// </summary>
public sealed record TourStep(string Command, string? Input, int Exit, IReadOnlyList<string> Lines, bool IsAwaited)
{
    public static IEnumerable<TourStep> Parse(string text)
    {
        foreach (var part in $"\n{text}".Split("\n$ ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = part.TrimEnd('\n').Split('\n');
            if (lines[0].Length == 0 || lines[0][0] == '#')
            {
                continue;
            }

            var input = lines.Where(line => line.StartsWith("< ", StringComparison.Ordinal)).Select(line => line[2..] + "\n").ToArray();
            var failure = lines.FirstOrDefault(line => line.StartsWith("! ", StringComparison.Ordinal));
            yield return new TourStep(
                lines[0].TrimStart('?', ' '),
                input.Length == 0 ? null : string.Concat(input),
                failure is null ? 0 : int.Parse(failure[2..]),
                [.. lines.Skip(1).Where(line => line.Length > 0 && !line.StartsWith("< ", StringComparison.Ordinal) && !line.StartsWith("! ", StringComparison.Ordinal))],
                lines[0].StartsWith('?'));
        }
    }

    /// <summary>What is asked of kubectl, without names and values: verb, what it is about, and its options' names.</summary>
    public string Shape => string.Join(' ', Command.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where((word, i) => i < 2 || word.StartsWith('-'))
        .Select(word => word.StartsWith("-o", StringComparison.Ordinal) || word.StartsWith("--type", StringComparison.Ordinal) ? word : word.Split('=')[0])
        .Where(word => word is not ("-n" or "-f")));

    public bool Matches(string output)
    {
        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Matches(printed, Lines);
    }

    private static bool Matches(ReadOnlySpan<string> printed, IEnumerable<string> wanted)
    {
        if (wanted.FirstOrDefault() is not { } first)
        {
            return printed.IsEmpty;
        }

        if (first == "...")
        {
            for (var skipped = 0; skipped <= printed.Length; skipped++)
            {
                if (Matches(printed[skipped..], wanted.Skip(1)))
                {
                    return true;
                }
            }

            return false;
        }

        return !printed.IsEmpty && IsLike(printed[0].Trim(), first.Trim()) && Matches(printed[1..], wanted.Skip(1));
    }

    private static bool IsLike(string line, string wanted)
    {
        var parts = wanted.Split('*');
        if (parts.Length == 1)
        {
            return line == wanted;
        }

        var at = 0;
        foreach (var part in parts[..^1])
        {
            at = part.Length == 0 ? at : line.IndexOf(part, at, StringComparison.Ordinal) is >= 0 and var found && (at > 0 || found == 0 || parts[0].Length == 0) ? found + part.Length : -1;
            if (at < 0)
            {
                return false;
            }
        }

        return line.Length - at >= parts[^1].Length && line.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
