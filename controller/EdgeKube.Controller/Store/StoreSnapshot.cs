using System.Collections.Immutable;

namespace EdgeKube.Controller.Store;

/// <summary>All entries as of one revision; immutable, so readers need no lock.</summary>
internal sealed record StoreSnapshot(long Revision, ImmutableSortedSet<StoreEntry> Entries)
{
    public StoreEntry? Find(string key) => Entries.TryGetValue(StoreEntryComparer.Probe(key), out var entry) ? entry : null;

    public StoreRange Range(string prefix, string? startAfter, int limit)
    {
        var start = FirstNotBefore(prefix);
        if (startAfter is not null && string.CompareOrdinal(startAfter, prefix) >= 0)
        {
            start = FirstNotBefore(startAfter + '\0');
        }

        var end = Math.Max(start, EndOf(prefix));
        var count = limit > 0 ? Math.Min(limit, end - start) : end - start;
        var entries = new StoreEntry[count];
        for (var i = 0; i < count; i++)
        {
            entries[i] = Entries[start + i];
        }

        return new StoreRange(Revision, entries, end - start - count);
    }

    /// <summary>The entries as they were before these events, which are all since <paramref name="revision"/>, in order.</summary>
    public StoreSnapshot Before(IReadOnlyList<StoreEvent> events, long revision)
    {
        var entries = Entries.ToBuilder();
        foreach (var change in events.Reverse())
        {
            entries.Remove(StoreEntryComparer.Probe(change.Key));
            if (change.Previous is { } previous)
            {
                entries.Add(previous);
            }
        }

        return new StoreSnapshot(revision, entries.ToImmutable());
    }

    private int EndOf(string prefix)
    {
        var last = prefix.AsSpan().TrimEnd('\uffff');
        return last.IsEmpty ? Entries.Count : FirstNotBefore(string.Concat(last[..^1], [(char)(last[^1] + 1)]));
    }

    private int FirstNotBefore(string key)
    {
        var index = Entries.IndexOf(StoreEntryComparer.Probe(key));
        return index < 0 ? ~index : index;
    }
}
