using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>Contents too large to be part of a delta: one at a time travels ahead of the delta that names it.</summary>
internal sealed class OutgoingContent(SetId id, OwnedSet set, PeerKnowledge peer, LinkLimits limits, LinkTimings timings)
{
    private ContentTransfer? _transfer;

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => _transfer?.WakeAt;

    /// <summary>The replica has all of the one that is under way: a delta may name it.</summary>
    public ContentTransfer? Held => _transfer is { IsHeld: true } held ? held : null;

    public bool IsLarge(string key) => set.Entries.TryGetValue(key, out var entry) && entry.Content.Length > limits.ChunkSize;

    public void Forget() => _transfer = null;

    /// <summary>Forgets the one under way when another content took its place, or the replica has it by now.</summary>
    public void DropStale(Flight? flight)
    {
        if (_transfer is { } transfer
            && flight?.Keys.ContainsKey(transfer.Key) != true
            && !(set.FindHash(transfer.Key) == transfer.Hash && peer.Differs.ContainsKey(transfer.Key)))
        {
            _transfer = null;
        }
    }

    /// <summary>Offers the first in which the replica differs (all of these are large); null when one is under way.</summary>
    public Frame? Offer(bool deflate, long now)
    {
        if (_transfer is not null)
        {
            return null;
        }

        var key = peer.Differs.Keys.Min(StringComparer.Ordinal)!;
        var entry = set.Entries[key];
        _transfer = new(id, key, entry.Hash, Parcel.Of(entry, deflate), limits, timings);
        return _transfer.Offer(now);
    }

    /// <summary>The replica has so much of it; what to send now.</summary>
    /// <exception cref="LinkProtocolException">More than there is.</exception>
    public IReadOnlyList<Frame> Receive(Frame.Have have, long now) =>
        _transfer is { } transfer && transfer.Id == have.Id ? transfer.Receive(have.Bytes, now) : [];

    /// <summary>Time passed.</summary>
    public Frame? Tick(long now) => _transfer?.Tick(now);
}
