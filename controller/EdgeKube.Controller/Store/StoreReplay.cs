using System.Collections.Immutable;

namespace EdgeKube.Controller.Store;

/// <summary>Rebuilds the entries and the history from the rows, fed in their order on disk.</summary>
internal sealed class StoreReplay(long compactedRevision)
{
    private readonly Dictionary<string, StoreEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<StoreEvent> _events = [];
    private readonly List<long> _unneededRows = [];
    private long _lastRow;

    public IReadOnlyList<StoreEvent> Events => _events;

    public IReadOnlyList<long> UnneededRows => _unneededRows;

    public long LastRevision => StoreRow.RevisionOf(_lastRow);

    /// <param name="value">Null: the key was deleted.</param>
    public void Add(long row, string key, byte[]? value, long created)
    {
        var revision = StoreRow.RevisionOf(row);
        var previous = _entries.GetValueOrDefault(key);
        var entry = value is null ? null : new StoreEntry(key, value, created, revision) { Row = row };
        if (entry is null)
        {
            _entries.Remove(key);
        }
        else
        {
            _entries[key] = entry;
        }

        _lastRow = row;
        if (revision > compactedRevision)
        {
            _events.Add(new StoreEvent(revision, key, entry, previous) { Row = row });
            return;
        }

        if (previous is not null)
        {
            _unneededRows.Add(previous.Row);
        }

        if (entry is null)
        {
            _unneededRows.Add(row);
        }
    }

    public ImmutableSortedSet<StoreEntry> BuildEntries() => _entries.Values.ToImmutableSortedSet(StoreEntryComparer.Instance);
}
