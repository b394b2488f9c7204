using System.Runtime.InteropServices;
using System.Text;

namespace EdgeKube.Cli.Streams;

/// <summary>The terminal at standard input, in raw mode: every key goes to the other end, which echoes. Disposing it restores what was.</summary>
internal sealed partial class RawTerminal : IDisposable
{
    private const int StandardInput = 0;
    private const int Now = 0;

    // More than any C library's struct termios.
    private const int ModeSize = 256;

    private readonly byte[] _before;

    private RawTerminal(byte[] before) => _before = before;

    /// <summary>Null when standard input is no terminal.</summary>
    public static RawTerminal? Enter()
    {
        var before = new byte[ModeSize];
        if (GetMode(StandardInput, before) != 0)
        {
            return null;
        }

        var raw = before.ToArray();
        MakeRaw(raw);
        return SetMode(StandardInput, Now, raw) == 0 ? new RawTerminal(before) : null;
    }

    /// <summary>The terminal's size, as the record that tells it.</summary>
    public static ReadOnlyMemory<byte> Size() =>
        Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"Width":{{Console.WindowWidth}},"Height":{{Console.WindowHeight}}}"""));

    public void Dispose() => SetMode(StandardInput, Now, _before);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetMode(int file, [Out] byte[] mode);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetMode(int file, int when, byte[] mode);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw([In, Out] byte[] mode);
}
