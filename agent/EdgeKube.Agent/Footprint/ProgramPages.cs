using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Footprint;

/// <summary>
/// Code and constants of the program and its libraries in memory. The kernel maps in what is run and some pages around it, and keeps it mapped for as long as
/// memory is plenty: two thirds of a resting agent's memory were code that had run once, at its start. Mappings that were let go come back from the page
/// cache, or from the file, when they are needed; nothing is ever written.
/// A library that is just being loaded looks for a moment like one that nobody writes to: only what was there in two looks is touched. Nothing that this
/// process loads is ever unloaded.
/// </summary>
internal sealed partial class ProgramPages
{
    private const int DontNeed = 4; // MADV_DONTNEED
    private const int DontDump = 16; // MADV_DONTDUMP
    private const int Piece = 16 << 10;
    private readonly IReadOnlyList<MappedFile> _mappings;
    private readonly IReadOnlyList<MappedFile> _settled;

    private ProgramPages(IReadOnlyList<MappedFile> mappings, IReadOnlyList<MappedFile> before)
    {
        _mappings = mappings;
        _settled = [.. mappings.Intersect(before)];
    }

    /// <summary>All that is mapped now was there in the look before.</summary>
    public bool IsSettled => _settled.Count == _mappings.Count;

    /// <summary>A first look.</summary>
    public static ProgramPages Find() => new(Read(), []);

    /// <summary>Another look; libraries come with what first needs them.</summary>
    public ProgramPages FindAgain() => new(Read(), _mappings);

    /// <summary>Lets all that is settled go.</summary>
    public void LetGo()
    {
        foreach (var mapping in _settled)
        {
            _ = Advise(mapping.Start, mapping.Length, DontNeed);
        }
    }

    /// <summary>
    /// Divides the program into pieces. What the kernel maps in around what is used, 64 KiB, ends where a mapping ends; and what a resting agent
    /// uses, a tenth of its code and constants, lies in most of their stretches of 64 KiB. The advice, on every other piece, says nothing that
    /// matters: mappings are one for as long as they are alike.
    /// </summary>
    public void Divide()
    {
        var piece = (nuint)Math.Max(Piece, Environment.SystemPageSize);
        foreach (var mapping in _mappings.Where(mapping => mapping.Path == Environment.ProcessPath))
        {
            for (nuint at = 0; at + piece <= mapping.Length; at += 2 * piece)
            {
                _ = Advise(mapping.Start + (nint)at, piece, DontDump);
            }
        }
    }

    private static IReadOnlyList<MappedFile> Read()
    {
        try
        {
            return MappedFile.Find(File.ReadLines("/proc/self/smaps"));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
