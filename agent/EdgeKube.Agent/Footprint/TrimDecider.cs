namespace EdgeKube.Agent.Footprint;

/// <summary>
/// When memory that a burst of work left behind is given back. .NET keeps the regions of a burst for the next one, and a node that starts thirty
/// pods once would hold them for years.
/// </summary>
internal static class TrimDecider
{
    /// <summary>Allocated between two looks by a node where nothing happens but probes.</summary>
    public const long QuietBytes = 1 << 20;

    /// <summary>What must have been allocated since the last trim for another to be worth its milliseconds.</summary>
    public const long WorthBytes = 4 << 20;

    /// <param name="trimmed">Bytes that this process had ever allocated when it was last trimmed; 0 before the first time.</param>
    /// <param name="last">The same at the look before.</param>
    /// <param name="now">The same as it is.</param>
    public static bool IsDue(long trimmed, long last, long now) => now - last < QuietBytes && now - trimmed >= WorthBytes;
}
