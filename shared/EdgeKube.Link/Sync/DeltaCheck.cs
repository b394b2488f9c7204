using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>Proves a delta before anything of it is given to the shell.</summary>
internal static class DeltaCheck
{
    /// <summary>Null when the delta leads from these entries to the digest it names; else what is wrong with it.</summary>
    public static string? Find(Frame.Delta delta, IReadOnlyDictionary<string, ContentHash> entries, LinkLimits limits)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var after = delta.Before;
        var count = entries.Count;
        foreach (var upsert in delta.Upserts)
        {
            if (ContentHash.Of(upsert.Content.Span) != upsert.Hash)
            {
                return $"delta's content of {upsert.Key} does not have its hash";
            }

            ContentHash? held = entries.TryGetValue(upsert.Key, out var hash) ? hash : null;
            count += held is null ? 1 : 0;
            after = after.Replace(upsert.Key, held, upsert.Hash);
            seen.Add(upsert.Key);
        }

        foreach (var key in delta.Deletes)
        {
            after = entries.TryGetValue(key, out var hash) ? after.Remove(key, hash) : after;
            count--;
            seen.Add(key);
        }

        if (seen.Count != delta.Upserts.Count + delta.Deletes.Count)
        {
            return "delta names a key twice";
        }

        return after != delta.After ? "delta does not lead to the digest it names" : count > limits.MaxEntries ? "too many entries" : null;
    }
}
