using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>Builds one delta out of the keys in which a replica differs, up to the budget; in the order of the keys, so that a run repeats exactly. Events come last, in deltas of their own.</summary>
internal static class DeltaBuilder
{
    /// <param name="id">The set.</param>
    /// <param name="sequence">The delta's number.</param>
    /// <param name="before">The replica's digest.</param>
    /// <param name="differs">Key to what the replica has of it (null: nothing).</param>
    /// <param name="truth">The owner's entries.</param>
    /// <param name="version">The view's version, null for reports.</param>
    /// <param name="budget">Bytes of content after which the delta is cut.</param>
    /// <param name="eventBudget">The same for one of events.</param>
    public static (Frame.Delta Delta, Flight Flight) Build(
        SetId id,
        long sequence,
        SetDigest before,
        IEnumerable<KeyValuePair<string, ContentHash?>> differs,
        IReadOnlyDictionary<string, OwnedEntry> truth,
        ViewVersion? version,
        int budget,
        int eventBudget)
    {
        var upserts = new List<SetUpsert>();
        var deletes = new List<string>();
        var keys = new Dictionary<string, (ContentHash? Had, ContentHash? WillHave)>(StringComparer.Ordinal);
        var after = before;
        var size = 0L;
        var ofEvents = differs.All(differing => IsEvent(differing.Key));
        foreach (var (key, had) in differs.Where(differing => IsEvent(differing.Key) == ofEvents).OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            OwnedEntry? entry = truth.TryGetValue(key, out var found) ? found : null;
            size += entry?.Content.Length ?? 0;
            if (size > (ofEvents ? Math.Min(budget, eventBudget) : budget) && keys.Count > 0)
            {
                break;
            }

            after = after.Replace(key, had, entry?.Hash);
            keys.Add(key, (had, entry?.Hash));
            if (entry is { } upsert)
            {
                upserts.Add(new(key, upsert.Hash, upsert.Content));
            }
            else
            {
                deletes.Add(key);
            }
        }

        return (new(id, sequence, before, after, version, upserts, deletes), new(before, after, keys));
    }

    // Statuses are what people act on; events only tell how it came to them.
    private static bool IsEvent(string key) => key.StartsWith("Event/", StringComparison.Ordinal);
}
