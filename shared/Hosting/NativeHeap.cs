using System.Runtime.InteropServices;

namespace EdgeKube.Hosting;

/// <summary>
/// The C library's heap, which OpenSSL and the runtime's native half live on. Left alone it gives every thread an arena of its own and keeps
/// what each was ever freed: 12 MiB of 38 of an agent with 30 pods. One arena is enough for programs that wait most of the time. Compiled into
/// agent and controller.
/// </summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MaxArenas = -8;
    private const int LargeBlock = 128 << 10;

    /// <summary>To be called before there are threads that could have made arenas.</summary>
    public static void KeepSmall()
    {
        // Setting them also ends glibc's habit of raising both with every large block that is freed.
        SetOption(MaxArenas, 1);
        SetOption(MapThreshold, LargeBlock);
        SetOption(TrimThreshold, LargeBlock);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
