using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>Files that only their owner may read, replaced as a whole: after a power cut there is the old one or the new one.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxBytes = 256 << 10;

    public static void EnsureDirectory(string path)
    {
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

        // It may have been there before, with another mode.
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>The text, or null when there is no such file.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than any of ours.</exception>
    public static string? Find(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        return new FileInfo(path).Length <= MaxBytes ? File.ReadAllText(path) : throw new IOException($"{path}: more than {MaxBytes} bytes");
    }

    /// <summary>Returns when it is on the disk.</summary>
    public static void Write(string path, string text)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>A rename in it is only durable once the directory is.</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = NativeMethods.Open(path, NativeMethods.ReadOnlyCloseOnExec);
        if (directory.IsInvalid)
        {
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        RandomAccess.FlushToDisk(directory);
    }
}
