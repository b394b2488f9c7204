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
