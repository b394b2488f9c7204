using EdgeKube.Api;

namespace EdgeKube.Agent.Report;

/// <summary>One record of the journal: an event that is to be delivered, or the key of one that no longer is.</summary>
internal abstract record JournalRecord
{
    private JournalRecord()
    {
    }

    public sealed record Kept(Event Event) : JournalRecord;

    public sealed record Dropped(string Key) : JournalRecord;

    /// <summary>What is left when all records are taken in order.</summary>
    public static IReadOnlyList<Event> Replay(IEnumerable<JournalRecord> records)
    {
        var order = new LinkedList<Event>();
        var byKey = new Dictionary<string, LinkedListNode<Event>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var key = record is Kept kept ? NodeReport.KeyOf(kept.Event) : ((Dropped)record).Key;
            if (byKey.Remove(key, out var former))
            {
                order.Remove(former);
            }

            if (record is Kept { Event: var e })
            {
                byKey[key] = order.AddLast(e);
            }
        }

        return [.. order];
    }
}
