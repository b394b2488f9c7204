using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Replica;

/// <summary>Opens a directory as a file handle, which .NET's own file API refuses to do.</summary>
internal static partial class NativeDirectory
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <exception cref="IOException">The directory cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        var handle = OpenFile(path, ReadOnly | CloseOnExec);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        var error = Marshal.GetLastPInvokeErrorMessage();
        handle.Dispose();
        throw new IOException($"cannot open directory {path}: {error}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);
}
