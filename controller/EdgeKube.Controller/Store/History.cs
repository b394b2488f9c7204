namespace EdgeKube.Controller.Store;

/// <summary>The newest events, in order, for watches that resume. Not synchronised: the owner's lock guards it.</summary>
internal sealed class History(long compactedRevision)
{
    private readonly Queue<StoreEvent> _events = new();
    private long _bytes;

    public long CompactedRevision { get; private set; } = compactedRevision;

    public void Append(StoreEvent change)
    {
        _events.Enqueue(change);
        _bytes += Weight(change);
    }

    public IReadOnlyList<StoreEvent> After(long revision, KeyFilter keys) =>
        [.. _events.Where(e => e.ModRevision > revision && keys.Covers(e.Key))];

    /// <summary>The revision through which to forget, so that what stays is within the limits; whole revisions only.</summary>
    public long PlanTrim(int maxEvents, long maxBytes)
    {
        var (count, bytes, through) = (_events.Count, _bytes, CompactedRevision);
        foreach (var change in _events)
        {
            if (count <= maxEvents && bytes <= maxBytes && change.ModRevision > through)
            {
                break;
            }

            (count, bytes, through) = (count - 1, bytes - Weight(change), change.ModRevision);
        }

        return through;
    }

    /// <summary>Forgets, and returns the rows on disk that nothing needs any more.</summary>
    public IReadOnlyList<long> Trim(long throughRevision)
    {
        var rows = new List<long>();
        CompactedRevision = Math.Max(CompactedRevision, throughRevision);
        while (_events.TryPeek(out var change) && change.ModRevision <= throughRevision)
        {
            _events.Dequeue();
            _bytes -= Weight(change);
            AddUnneededRows(change, rows);
        }

        return rows;
    }

    private static void AddUnneededRows(StoreEvent change, List<long> rows)
    {
        if (change.Row == 0)
        {
            // A volatile change hides the durable version below it, which must come back after a restart.
            return;
        }

        if (change.Previous is { Row: not 0 } superseded)
        {
            rows.Add(superseded.Row);
        }

        if (change.IsDelete)
        {
            rows.Add(change.Row);
        }
    }

    private static long Weight(StoreEvent change) => (2 * change.Key.Length) + (change.Entry?.Value.Length ?? 0) + 128;
}
