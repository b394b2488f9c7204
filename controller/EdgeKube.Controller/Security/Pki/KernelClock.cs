namespace EdgeKube.Controller.Security.Pki;

internal static class KernelClock
{
    private const int TimexSize = 512;

    /// <summary>Whether the kernel says that its clock follows a reference (NTP, PTP, GPS).</summary>
    public static bool IsSynchronized()
    {
        Span<byte> timex = stackalloc byte[TimexSize];
        timex.Clear();
        return NativeMethods.AdjustTime(timex) is >= 0 and not NativeMethods.ClockUnsynchronized;
    }
}
