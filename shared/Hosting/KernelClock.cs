using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeKube.Hosting;

/// <summary>Asks adjtimex(2), which needs no rights as long as nothing is set.</summary>
internal static partial class KernelClock
{
    // TIME_ERROR: "the system clock is not synchronized to a reliable server".
    private const int TimeError = 5;

    // struct timex has 208 bytes on 64-bit kernels and 128 on 32-bit ones; modes = 0 only reads.
    private const int TimexBytes = 256;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Something disciplines the clock now (NTP, PTP, GPS), and it has settled. It must be this process's clock: one that is shown another time than
    /// the kernel's own learns nothing from the kernel.
    /// </summary>
    public static bool IsSynchronized()
    {
        Span<byte> timex = stackalloc byte[TimexBytes];
        timex.Clear();
        return Adjtimex(ref timex[0]) is >= 0 and not TimeError && (TimeProvider.System.GetUtcNow() - TimeOf(timex)).Duration() < Tolerance;
    }

    // The field time.tv_sec comes after nine fields as wide as a pointer.
    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> timex) => DateTimeOffset.FromUnixTimeSeconds(nint.Size == 8
        ? BinaryPrimitives.ReadInt64LittleEndian(timex[72..])
        : BinaryPrimitives.ReadUInt32LittleEndian(timex[36..]));

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int Adjtimex(ref byte timex);
}
