namespace EdgeKube.Controller.Hosting;

/// <summary>When the managed heap is to be cleared of garbage that the collector by itself would leave for a long time. Pure.</summary>
internal static class HeapPlanner
{
    // Less is not worth a pause.
    private const long Least = 16 << 20;

    /// <param name="bytes">On the heap now, garbage among them.</param>
    /// <param name="lived">What was left by the last full collection; 0 before the first.</param>
    public static bool IsCollectionDue(long bytes, long lived) => bytes - lived > Math.Max(Least, lived / 4);
}
