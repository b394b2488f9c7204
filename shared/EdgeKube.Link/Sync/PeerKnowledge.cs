namespace EdgeKube.Link.Sync;

/// <summary>What an owner knows of the replica: its digest, and of every key in which it differs, what it has (null: nothing).</summary>
internal sealed class PeerKnowledge(OwnedSet set)
{
    private readonly Dictionary<string, ContentHash?> _differs = new(StringComparer.Ordinal);

    /// <summary>Null: not known.</summary>
    public SetDigest? Digest { get; private set; }

    public IReadOnlyDictionary<string, ContentHash?> Differs => _differs;

    public void Forget()
    {
        Digest = null;
        _differs.Clear();
    }

    /// <summary>The replica's digest alone tells everything when it is ours, or that of the empty set.</summary>
    public bool Learn(SetDigest? digest)
    {
        if (digest == set.Digest)
        {
            _differs.Clear();
            Digest = digest;
            return true;
        }

        if (digest == SetDigest.Empty)
        {
            Learn(new Dictionary<string, ContentHash>());
            return true;
        }

        return false;
    }

    /// <summary>The replica has these entries and no others.</summary>
    public void Learn(IReadOnlyDictionary<string, ContentHash> entries)
    {
        Digest = SetDigest.Of(entries);
        _differs.Clear();
        Compare(entries, set.Entries.Keys);
    }

    /// <summary>The replica has these entries in the buckets that differ, and in the others what we had when they were compared.</summary>
    public void Learn(BucketComparison comparison, IReadOnlyDictionary<string, ContentHash> entries)
    {
        Digest = comparison.Rest.Add(SetDigest.Of(entries));
        _differs.Clear();
        Compare(entries, set.Entries.Keys.Where(comparison.Covers));
        foreach (var (key, before) in comparison.Changed)
        {
            Mark(key, before, null);
        }
    }

    /// <summary>A key changed here. The replica has, or will have with the delta under way, what was true before.</summary>
    public void Mark(string key, ContentHash? before, Flight? flight)
    {
        _differs.TryAdd(key, flight is not null && flight.Keys.TryGetValue(key, out var sent) ? sent.WillHave : before);
        DropEqual(key);
    }

    /// <summary>These keys are under way.</summary>
    public void Sent(Flight flight)
    {
        foreach (var key in flight.Keys.Keys)
        {
            _differs.Remove(key);
        }
    }

    /// <summary>The delta arrived.</summary>
    public void Reached(SetDigest digest) => Digest = digest;

    /// <summary>The delta did not arrive: the replica has what it had.</summary>
    public void Lost(Flight flight)
    {
        foreach (var (key, (had, _)) in flight.Keys)
        {
            _differs[key] = had;
            DropEqual(key);
        }
    }

    private void Compare(IReadOnlyDictionary<string, ContentHash> theirs, IEnumerable<string> ours)
    {
        foreach (var (key, hash) in theirs)
        {
            if (set.FindHash(key) != hash)
            {
                _differs.Add(key, hash);
            }
        }

        foreach (var key in ours.Where(key => !theirs.ContainsKey(key)))
        {
            _differs.Add(key, null);
        }
    }

    private void DropEqual(string key)
    {
        if (_differs[key] == set.FindHash(key))
        {
            _differs.Remove(key);
        }
    }
}
