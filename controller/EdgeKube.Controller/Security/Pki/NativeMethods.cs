using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Controller.Security.Pki;

internal static partial class NativeMethods
{
    public const int ReadOnlyCloseOnExec = 0x80000;

    // The framework opens no directories; the flag is O_CLOEXEC.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);
}
