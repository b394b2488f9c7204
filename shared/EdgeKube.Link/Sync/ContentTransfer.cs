using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>
/// Sends one large content in parts: offers it, sends from where the replica says it is, no more than a window ahead of what the replica
/// says it has. When nothing comes back it offers again, and so learns where to go on.
/// </summary>
internal sealed class ContentTransfer(SetId set, string key, ContentHash hash, Parcel parcel, LinkLimits limits, LinkTimings timings)
{
    private readonly RetryTimer _retry = new(timings);
    private int? _has;
    private int _sent;

    public string Key => key;

    public ContentHash Hash => hash;

    public ContentHash Id => parcel.Id;

    /// <summary>The replica has all of it: a delta may name it.</summary>
    public bool IsHeld => _has == parcel.Bytes.Length;

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => _retry.At;

    /// <summary>Begins, or begins anew where the replica says.</summary>
    public Frame.Offer Offer(long now)
    {
        _has = null;
        _retry.Arm(now);
        return new(set, parcel.Id, parcel.Bytes.Length, parcel.Deflated, parcel.Length);
    }

    /// <summary>Time passed.</summary>
    public Frame.Offer? Tick(long now)
    {
        if (!_retry.IsDue(now))
        {
            return null;
        }

        _retry.Back(now);
        return Offer(now);
    }

    /// <summary>The replica has so many bytes; what to send now.</summary>
    /// <exception cref="LinkProtocolException">More than there are.</exception>
    public IReadOnlyList<Frame> Receive(int has, long now)
    {
        if (has > parcel.Bytes.Length)
        {
            throw new LinkProtocolException("more parts held than there are");
        }

        if (has <= _has)
        {
            return [];
        }

        _sent = _has is null ? has : Math.Max(_sent, has);
        _has = has;
        _retry.Reset();
        var parts = new List<Frame>();
        for (; _sent < parcel.Bytes.Length && _sent - has < limits.PartWindow; _sent += limits.PartSize)
        {
            parts.Add(new Frame.Part(set, parcel.Id, _sent, parcel.Bytes[_sent..Math.Min(_sent + limits.PartSize, parcel.Bytes.Length)]));
        }

        _sent = Math.Min(_sent, parcel.Bytes.Length);
        if (!IsHeld)
        {
            _retry.Arm(now);
        }

        return parts;
    }
}
