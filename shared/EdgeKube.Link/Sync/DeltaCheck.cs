using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>Proves a delta before anything of it is given to the shell.</summary>
internal static class DeltaCheck
{
    /// <summary>Null when the delta leads from these entries to the digest it names; else what is wrong with it.</summary>
    public static string? Find(Frame.Delta delta, IReadOnlyDictionary<string, ContentHash> entries, LinkLimits limits)
    {
        var seen = new HashSet<string>(delta.Deletes, StringComparer.Ordinal);
        var count = entries.Count - delta.Deletes.Count;
        foreach (var upsert in delta.Upserts)
        {
            if (ContentHash.Of(upsert.Content.Span) != upsert.Hash)
            {
                return $"delta's content of {upsert.Key} does not have its hash";
            }

            count += entries.ContainsKey(upsert.Key) ? 0 : 1;
            seen.Add(upsert.Key);
        }

        if (seen.Count != delta.Upserts.Count + delta.Deletes.Count)
        {
            return "delta names a key twice";
        }

        return Lead(delta, entries) != delta.After ? "delta does not lead to the digest it names" : count > limits.MaxEntries ? "too many entries" : null;
    }

    /// <summary>The digest that the delta makes of these entries, if theirs is the one before it.</summary>
    public static SetDigest Lead(Frame.Delta delta, IReadOnlyDictionary<string, ContentHash> entries)
    {
        var after = delta.Before;
        foreach (var upsert in delta.Upserts)
        {
            after = after.Replace(upsert.Key, entries.TryGetValue(upsert.Key, out var held) ? held : null, upsert.Hash);
        }

        foreach (var key in delta.Deletes)
        {
            after = entries.TryGetValue(key, out var held) ? after.Remove(key, held) : after;
        }

        return after;
    }
}
