namespace EdgeKube.Link.Sync;

/// <summary>
/// How much is put at stake in one delta. A link that is up for seconds at a time must get somewhere in each of them; a good one needs few writes
/// to the disk.
/// </summary>
internal sealed class DeltaBudget(LinkLimits limits)
{
    /// <summary>Bytes of content after which a delta is cut.</summary>
    public int Bytes { get; private set; } = limits.DeltaBudget;

    /// <summary>The session ended before a delta was answered.</summary>
    public void Lost() => Bytes = Math.Max(Bytes / 4, Math.Min(limits.ChunkSize, limits.DeltaBudget));

    public void Answered() => Bytes = Math.Min(Bytes * 2, limits.DeltaBudget);
}
