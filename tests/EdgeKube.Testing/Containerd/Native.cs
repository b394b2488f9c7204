using System.Runtime.InteropServices;

namespace EdgeKube.Testing.Containerd;

internal static partial class Native
{
    public const int SigKill = 9;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int id, int signal);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveDirectoryCore(string path);

    public static bool RemoveDirectory(string path) => RemoveDirectoryCore(path) == 0 || !Directory.Exists(path);
}
