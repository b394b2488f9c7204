using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Nodes;

/// <summary>Asks adjtimex(2), which needs no rights as long as nothing is set.</summary>
internal sealed partial class KernelClock : IKernelClock
{
    // TIME_ERROR: "the system clock is not synchronized to a reliable server".
    private const int TimeError = 5;

    // struct timex has 208 bytes on 64-bit kernels and 128 on 32-bit ones; modes = 0 only reads.
    private const int TimexBytes = 256;

    public bool IsSynchronized()
    {
        Span<byte> timex = stackalloc byte[TimexBytes];
        timex.Clear();
        return Adjtimex(ref timex[0]) is >= 0 and not TimeError;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int Adjtimex(ref byte timex);
}
