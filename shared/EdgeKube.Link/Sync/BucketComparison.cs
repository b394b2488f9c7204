namespace EdgeKube.Link.Sync;

/// <summary>
/// The replica's buckets against ours, while the inventory of those that differ is under way. In the others the replica has what we had
/// when we compared, so what changes in them meanwhile is noted.
/// </summary>
internal sealed class BucketComparison
{
    private readonly IReadOnlyList<SetDigest> _theirs;
    private readonly HashSet<int> _chosen;
    private readonly Dictionary<string, ContentHash?> _changed = new(StringComparer.Ordinal);

    public BucketComparison(IReadOnlyList<SetDigest> theirs, IReadOnlyDictionary<string, OwnedEntry> ours, long sequence)
    {
        (_theirs, Sequence) = (theirs, sequence);
        var mine = BucketMap.Digests(ours.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Hash)), theirs.Count);
        _chosen = [.. Enumerable.Range(0, theirs.Count).Where(bucket => mine[bucket] != theirs[bucket])];
    }

    /// <summary>The number of the request for the inventory.</summary>
    public long Sequence { get; }

    public int Count => _theirs.Count;

    /// <summary>The buckets that differ.</summary>
    public IReadOnlyList<int> Chosen => [.. _chosen.Order()];

    /// <summary>The digest of what the replica holds in the buckets that are equal.</summary>
    public SetDigest Rest => _theirs.Where((_, bucket) => !_chosen.Contains(bucket)).Aggregate(SetDigest.Empty, (sum, digest) => sum.Add(digest));

    /// <summary>What the replica has of keys that changed here since, outside the buckets that differ.</summary>
    public IReadOnlyDictionary<string, ContentHash?> Changed => _changed;

    /// <summary>Whether the inventory will tell of this key.</summary>
    public bool Covers(string key) => _chosen.Contains(BucketMap.Of(key, Count));

    /// <summary>A key changed here; it was <paramref name="before"/>.</summary>
    public void Note(string key, ContentHash? before)
    {
        if (!Covers(key))
        {
            _changed.TryAdd(key, before);
        }
    }
}
