using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Controller.Security.Pki;

internal static partial class NativeMethods
{
    public const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>adjtimex's answer when nothing keeps the clock right.</summary>
    public const int ClockUnsynchronized = 5;

    // The framework opens no directories; the flag is O_CLOEXEC.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    /// <param name="buffer">struct timex, all zero to read only; larger than any architecture's.</param>
    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    public static partial int AdjustTime(Span<byte> buffer);
}
