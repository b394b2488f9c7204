namespace EdgeKube.Controller.Hosting;

/// <summary>When the managed heap is to be cleared of garbage that the collector by itself would leave for a long time. Pure.</summary>
internal static class HeapPlanner
{
    // Less is not worth a pause while there is work.
    private const long Least = 8 << 20;
    private const int LeastShare = 8;

    // In a time in which so little is allocated (a large fleet's keep-alives take more of it), nobody notices a pause, and less garbage is worth it.
    private const long Quiet = 1 << 20;
    private const int QuietShare = 64;
    private const long LeastInQuiet = 3 << 20;
    private const int LeastShareInQuiet = 16;

    public static bool IsCollectionDue(HeapLook look) =>
        look.Garbage > Math.Max(Least, look.Lived / LeastShare)
        || (look.Allocated < Math.Max(Quiet, look.Lived / QuietShare) && IsWorthItInQuiet(look));

    // What lived in the middle of a burst may be garbage by now: when as much was allocated since as lived then, it is looked at again.
    private static bool IsWorthItInQuiet(HeapLook look) =>
        look.Garbage > Math.Max(LeastInQuiet, look.Lived / LeastShareInQuiet) || look.SinceCollection > Math.Max(Least, look.Lived);
}
