using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Footprint;

/// <summary>
/// The program's own code and constants in memory. The kernel maps in what is run and some pages around it, and keeps it mapped for as long as memory is
/// plenty: two thirds of a resting agent's memory were code that had run once, at its start. Mappings that were let go come back from the page cache,
/// or from the file, when they are needed; nothing is ever written.
/// </summary>
internal sealed partial class ProgramPages
{
    private const int DontNeed = 4; // MADV_DONTNEED
    private readonly IReadOnlyList<(nint Start, nuint Length)> _mappings;

    private ProgramPages(IReadOnlyList<(nint Start, nuint Length)> mappings) => _mappings = mappings;

    public static ProgramPages OfThisProgram()
    {
        try
        {
            return new ProgramPages(Find(File.ReadLines("/proc/self/smaps"), Environment.ProcessPath ?? ""));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new ProgramPages([]);
        }
    }

    /// <summary>Lets all of them go.</summary>
    public void LetGo()
    {
        foreach (var (start, length) in _mappings)
        {
            _ = Advise(start, length, DontNeed);
        }
    }

    /// <summary>Mappings of the program's file that nobody may write to and that nothing was written to: of what was, as by relocation, nothing would come back.</summary>
    /// <param name="smaps">Lines of /proc/PID/smaps.</param>
    internal static IReadOnlyList<(nint Start, nuint Length)> Find(IEnumerable<string> smaps, string program)
    {
        const string Written = "Anonymous:";
        var found = new List<(nint, nuint)>();
        (nint, nuint)? candidate = null;
        foreach (var line in smaps)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [var range, [_, var write, _, 'p', ..], _, _, _, ..] && range.Contains('-', StringComparison.Ordinal))
            {
                candidate = write == '-' && words.Length == 6 && words[5] == program ? Parse(range) : null;
            }
            else if (candidate is { } mapping && words is [Written, var amount, ..])
            {
                if (amount == "0")
                {
                    found.Add(mapping);
                }

                candidate = null;
            }
        }

        return found;
    }

    private static (nint, nuint)? Parse(string range) =>
        range.Split('-') is [var from, var to]
        && nint.TryParse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start)
        && nint.TryParse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end) && end > start ? (start, (nuint)(end - start)) : null;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
