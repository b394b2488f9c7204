namespace EdgeKube.Agent.Footprint;

/// <summary>
/// When memory that a burst of work left behind is given back. .NET keeps the regions of a burst for the next one, and a node that starts thirty
/// pods once would hold them for years.
/// </summary>
internal static class TrimDecider
{
    /// <summary>Allocated between two looks by a node that has nothing to do.</summary>
    public const long QuietBytes = 512 << 10;

    /// <summary>What must have been allocated since the last trim for another to be worth its milliseconds.</summary>
    public const long WorthBytes = 1 << 20;

    /// <summary>Looks between two trims of a node that is never quiet, such as one with many probes.</summary>
    public const int BusyLooks = 6;

    /// <param name="allocated">Bytes since the look before.</param>
    /// <param name="sinceTrim">Bytes since the last trim, or ever before the first one.</param>
    /// <param name="looks">Looks since the last trim, this one included.</param>
    public static bool IsDue(long allocated, long sinceTrim, int looks) =>
        sinceTrim >= WorthBytes && (IsQuiet(allocated) || looks >= BusyLooks);

    /// <param name="allocated">Bytes since the look before.</param>
    public static bool IsQuiet(long allocated) => allocated < QuietBytes;
}
