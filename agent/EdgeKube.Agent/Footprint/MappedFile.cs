using System.Globalization;

namespace EdgeKube.Agent.Footprint;

/// <summary>A stretch of this process's memory that a file fills, and that nobody may write to nor has written to: of what was written, as by relocation, nothing would come back.</summary>
/// <param name="Length">In bytes.</param>
internal sealed record MappedFile(string Path, nint Start, nuint Length, bool IsCode)
{
    /// <summary>Those of files that hold code, programs and libraries; neighbours that differ in nothing else are one. Other files come and go.</summary>
    /// <param name="smaps">Lines of /proc/PID/smaps.</param>
    public static IReadOnlyList<MappedFile> Find(IEnumerable<string> smaps)
    {
        const string Written = "Anonymous:";
        var found = new List<MappedFile>();
        MappedFile? candidate = null;
        foreach (var line in smaps)
        {
            if (line.Contains('/', StringComparison.Ordinal))
            {
                candidate = Parse(line);
            }
            else if (candidate is not null && line.StartsWith(Written, StringComparison.Ordinal))
            {
                if (line.EndsWith(" 0 kB", StringComparison.Ordinal))
                {
                    Add(found, candidate);
                }

                candidate = null;
            }
        }

        var programs = found.Where(mapping => mapping.IsCode).Select(mapping => mapping.Path).ToHashSet();
        return [.. found.Where(mapping => programs.Contains(mapping.Path))];
    }

    private static void Add(List<MappedFile> found, MappedFile next)
    {
        if (found.Count > 0 && found[^1] is var last && last.Start + (nint)last.Length == next.Start && last with { Start = next.Start, Length = next.Length } == next)
        {
            found[^1] = last with { Length = last.Length + next.Length };
            return;
        }

        found.Add(next);
    }

    // 10000000-10400000 r--p 00000000 08:01 1234    /usr/bin/edgekube-agent
    private static MappedFile? Parse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var range, ['r', '-', var code, 'p'], _, _, _, ['/', ..] path]
        && range.Split('-') is [var from, var to]
        && nint.TryParse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start)
        && nint.TryParse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end) && end > start
            ? new MappedFile(path, start, (nuint)(end - start), code == 'x')
            : null;
}
