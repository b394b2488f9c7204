using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.BlackBox;

/// <summary>
/// Reads what /dev/kmsg holds now. It must be opened without blocking, or a read at its end would wait for the kernel's next word; .NET's own
/// file API cannot do that.
/// </summary>
internal static partial class KernelLogReader
{
    private const int ReadOnlyNonBlocking = 0x800 | 0x80000;
    private const int BrokenPipe = 32;
    private const int MaxBytes = 4 << 20;

    /// <summary>Its lines; none when it cannot be read.</summary>
    public static IReadOnlyList<string> Lines(string path)
    {
        using var file = OpenFile(path, ReadOnlyNonBlocking);
        if (file.IsInvalid)
        {
            return [];
        }

        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (text.Length < MaxBytes)
        {
            var count = ReadFile(file, buffer, buffer.Length);
            if (count > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, (int)count));
            }
            else if (count == 0 || Marshal.GetLastPInvokeError() != BrokenPipe)
            {
                // The end; or, as a broken pipe, a record overwritten while it was read: the next read goes on behind it.
                break;
            }
        }

        return text.ToString().Split('\n');
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle file, [Out] byte[] buffer, nint count);
}
