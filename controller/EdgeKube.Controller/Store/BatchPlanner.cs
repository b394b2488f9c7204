using System.Collections.Immutable;

namespace EdgeKube.Controller.Store;

/// <summary>Decides a batch of transactions against a snapshot, each seeing those before it.</summary>
internal static class BatchPlanner
{
    public static BatchPlan Plan(
        StoreSnapshot snapshot,
        IReadOnlyList<StoreTransaction> transactions,
        long reserved,
        long reserveBlock,
        IReadOnlySet<string> volatileCollections)
    {
        var entries = snapshot.Entries.ToBuilder();
        var revision = snapshot.Revision;
        var outcomes = new List<StoreCommit>(transactions.Count);
        var events = new List<StoreEvent>();
        foreach (var transaction in transactions)
        {
            if (FindConflict(entries, transaction.Conditions) is { } conflict)
            {
                outcomes.Add(new StoreCommit(revision, conflict));
                continue;
            }

            if (Apply(entries, transaction.Writes, revision + 1, events))
            {
                revision++;
            }

            outcomes.Add(new StoreCommit(revision, null));
        }

        // A row on disk proves its own revision; a batch that ends without one needs a reservation, or a restart would go back.
        var proven = events.Count == 0 || events[^1].Row != 0 || HasRowAt(events, revision);
        var newCollections = transactions.SelectMany(t => t.Writes).Where(w => w.IsVolatile).Select(w => VolatileCollections.Of(w.Key))
            .Where(c => !volatileCollections.Contains(c)).Distinct(StringComparer.Ordinal).ToArray();
        return new BatchPlan(
            new StoreSnapshot(revision, entries.ToImmutable()), outcomes, events,
            proven || revision <= reserved ? null : revision + reserveBlock, newCollections);
    }

    private static StoreConflict? FindConflict(ImmutableSortedSet<StoreEntry>.Builder entries, IReadOnlyList<StoreCondition> conditions)
    {
        foreach (var condition in conditions)
        {
            var actual = Find(entries, condition.Key)?.ModRevision ?? 0;
            if (actual != condition.ModRevision)
            {
                return new StoreConflict(condition.Key, actual);
            }
        }

        return null;
    }

    private static bool Apply(
        ImmutableSortedSet<StoreEntry>.Builder entries, IReadOnlyList<StoreWrite> writes, long revision, List<StoreEvent> events)
    {
        var before = events.Count;
        for (var place = 0; place < writes.Count; place++)
        {
            var write = writes[place];
            var previous = Find(entries, write.Key);
            if (Build(write, previous, revision, StoreRow.Id(revision, place)) is not { } change)
            {
                continue;
            }

            if (previous is not null)
            {
                entries.Remove(previous);
            }

            if (change.Entry is not null)
            {
                entries.Add(change.Entry);
            }

            events.Add(change);
        }

        return events.Count > before;
    }

    private static StoreEvent? Build(StoreWrite write, StoreEntry? previous, long revision, long row)
    {
        if (write.Value is not { } value)
        {
            // What never reached the disk needs no row to say that it is gone.
            return previous is null ? null : new StoreEvent(revision, write.Key, null, previous) { Row = previous.Row == 0 ? 0 : row };
        }

        var entry = new StoreEntry(write.Key, value, previous?.CreateRevision ?? revision, revision)
        {
            Row = write.IsVolatile ? previous?.Row ?? 0 : row,
        };
        write.Entered?.Invoke(entry);
        return new StoreEvent(revision, write.Key, entry, previous) { Row = write.IsVolatile ? 0 : row };
    }

    private static bool HasRowAt(List<StoreEvent> events, long revision)
    {
        for (var i = events.Count - 1; i >= 0 && events[i].ModRevision == revision; i--)
        {
            if (events[i].Row != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static StoreEntry? Find(ImmutableSortedSet<StoreEntry>.Builder entries, string key) =>
        entries.TryGetValue(StoreEntryComparer.Probe(key), out var entry) ? entry : null;
}
