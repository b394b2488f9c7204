using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>
/// The source of truth of one set. It alone drives: it knows what the replica has (its digest, and the keys in which it differs), has
/// at most one request out, and asks again by timer; whatever changes meanwhile goes into the next delta.
/// Every request has a number that never falls. A replica drops requests older than one it saw, so once an answer to a later request is
/// here, an earlier delta can no longer take effect: what the answer says is what the replica has.
/// </summary>
public sealed class SetOwner
{
    /// <summary>So many repetitions without progress are sent at once; then the timer slows them down.</summary>
    private const int FreeRepeats = 3;

    private readonly SetId _id;
    private readonly LinkLimits _limits;
    private readonly OwnedSet _set;
    private readonly PeerKnowledge _peer;
    private readonly OutgoingContent _outgoing;
    private readonly DeltaBudget _budget;
    private readonly RetryTimer _retry;
    private SessionFeatures _features;
    private bool _active;
    private bool _lacksVersion;
    private Flight? _flight;
    private BucketComparison? _comparison;
    private long _sequence;
    private long _deltaSequence;
    private long _begunAt;
    private int _repeats;

    /// <param name="id">The set.</param>
    /// <param name="limits">Caps.</param>
    /// <param name="timings">When to ask again.</param>
    /// <param name="firstNumber">Where the numbers of its requests begin. Where frames of a former life may come back, one that the former did not reach.</param>
    public SetOwner(SetId id, LinkLimits limits, LinkTimings timings, long firstNumber = 0)
    {
        (_id, _limits, _sequence, _deltaSequence) = (id, limits, firstNumber, firstNumber);
        _set = new(limits);
        _peer = new(_set);
        _retry = new(timings);
        _outgoing = new(id, _set, _peer, limits, timings);
        _budget = new(limits);
    }

    /// <summary>The digest of the truth.</summary>
    public SetDigest Digest => _set.Digest;

    /// <summary>Goes with every delta; null for reports.</summary>
    public ViewVersion? Version { get; set; }

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => RetryTimer.Earliest(_retry.At, _outgoing.WakeAt);

    /// <summary>The replica acknowledged everything.</summary>
    public bool InSync => _active && _peer.Digest == _set.Digest && _flight is null;

    /// <summary>The replica answered something that was asked in this session, not in one before: it is there.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The replica is known to hold what the truth says of this key.</summary>
    public bool IsAcknowledged(string key) =>
        _active && _peer.Digest is not null && !_peer.Differs.ContainsKey(key) && _flight?.Keys.ContainsKey(key) is not true;

    /// <summary>A session began in which the replica claims this digest (null: it could not tell).</summary>
    /// <param name="peer">Its digest.</param>
    /// <param name="now">Monotonic milliseconds.</param>
    /// <param name="features">What both ends can.</param>
    /// <param name="lacksVersion">The replica holds no version: it is told one even when its entries are the right ones.</param>
    public Frame? Begin(SetDigest? peer, long now, SessionFeatures features = default, bool lacksVersion = false)
    {
        End();
        (_active, _begunAt, IsAnswered) = (true, _sequence, false);
        _lacksVersion = lacksVersion;
        _features = features;
        return _peer.Learn(peer) ? Next(now) : Resync(now);
    }

    /// <summary>The session is over.</summary>
    public void End()
    {
        if (_flight is not null)
        {
            _budget.Lost();
        }

        Forget();
        _active = false;
        _repeats = 0;
        _retry.Reset();
    }

    /// <summary>The truth changed.</summary>
    /// <exception cref="ArgumentException">A change breaks a cap; those before it in the list are taken.</exception>
    public Frame? Change(IReadOnlyList<SetChange> changes, long now)
    {
        foreach (var change in changes)
        {
            var before = _set.FindHash(change.Key);
            if (!_set.Take(change))
            {
                continue;
            }

            if (_peer.Digest is not null)
            {
                _peer.Mark(change.Key, before, _flight);
            }

            _comparison?.Note(change.Key, before);
        }

        _outgoing.DropStale(_flight);
        return _retry.At is null ? Next(now) : null;
    }

    /// <summary>The replica answered.</summary>
    /// <exception cref="LinkProtocolException">The inventory names a key twice.</exception>
    public Frame? Receive(Frame frame, long now)
    {
        return frame switch
        {
            Frame.Ack ack when IsAnswer(ack.Sequence) => ReceiveAck(ack, now),
            Frame.Inventory inventory when IsAnswer(inventory.Sequence) => ReceiveInventory(inventory, now),
            Frame.Buckets buckets when IsAnswer(buckets.Sequence) => ReceiveBuckets(buckets, now),
            _ => null,
        };
    }

    private bool IsAnswer(long sequence)
    {
        var isAnswer = _active && sequence <= _sequence;
        IsAnswered |= isAnswer && sequence > _begunAt;
        return isAnswer;
    }

    /// <summary>The replica has so much of the content that is offered. Returns parts, and a delta once it has all.</summary>
    /// <exception cref="LinkProtocolException">More than there is.</exception>
    public IReadOnlyList<Frame> Receive(Frame.Have have, long now)
    {
        if (!_active)
        {
            return [];
        }

        var parts = _outgoing.Receive(have, now);
        return _outgoing.Held?.Id == have.Id && _retry.At is null && Next(now) is { } delta ? [.. parts, delta] : parts;
    }

    /// <summary>Time passed.</summary>
    public IReadOnlyList<Frame> Tick(long now)
    {
        var frames = new List<Frame>();
        if (_outgoing.Tick(now) is { } offer)
        {
            frames.Add(offer);
        }

        if (TickSync(now) is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    private Frame? TickSync(long now)
    {
        if (!_active || !_retry.IsDue(now))
        {
            return null;
        }

        _retry.Back(now);
        if (_peer.Digest is null)
        {
            _comparison = null;
            return new Frame.Resync(_id, ++_sequence, Digest);
        }

        return _flight is not null ? new Frame.Probe(_id, ++_sequence) : Next(now);
    }

    private Frame? ReceiveAck(Frame.Ack ack, long now)
    {
        if (ack.Sequence < _deltaSequence)
        {
            return null;
        }

        if (_flight is { } flight)
        {
            // One that brings nothing but a version leaves the digest as it was: only the answer to itself shows that it came.
            if (ack.Digest == flight.After && (flight.Keys.Count > 0 || ack.Sequence == _deltaSequence))
            {
                _lacksVersion &= !flight.IsLast;
                return Progress(flight.After, now);
            }

            // Only a later question proves that the delta is lost; to the delta itself "before" would mean a refusal.
            var isLost = ack.Digest == flight.Before && ack.Sequence > _deltaSequence;
            return isLost ? Repeat(flight, now) : Resync(now);
        }

        if (_peer.Digest is not { } known)
        {
            return ack.Sequence > _deltaSequence && _peer.Learn(ack.Digest) ? Advance(now) : null;
        }

        return ack.Digest == known ? null : Resync(now);
    }

    private Frame? ReceiveInventory(Frame.Inventory inventory, long now)
    {
        if (inventory.Sequence <= _deltaSequence || _peer.Digest is not null || (inventory.IsPartial && inventory.Sequence != _comparison?.Sequence))
        {
            return null;
        }

        var entries = new Dictionary<string, ContentHash>(StringComparer.Ordinal);
        foreach (var (key, hash) in inventory.Entries)
        {
            if (!entries.TryAdd(key, hash))
            {
                throw new LinkProtocolException("inventory names a key twice");
            }
        }

        if (inventory.IsPartial)
        {
            _peer.Learn(_comparison!, entries);
        }
        else
        {
            _peer.Learn(entries);
        }

        return Advance(now);
    }

    private Frame? ReceiveBuckets(Frame.Buckets buckets, long now)
    {
        if (buckets.Sequence <= _deltaSequence || _peer.Digest is not null || _comparison is not null)
        {
            return null;
        }

        var comparison = new BucketComparison(buckets.Digests, _set.Entries, _sequence + 1);
        if (comparison.Chosen is not { Count: > 0 } chosen)
        {
            return _peer.Learn(comparison.Rest) ? Advance(now) : null;
        }

        _comparison = comparison;
        _retry.Arm(now);
        return new Frame.Select(_id, ++_sequence, comparison.Count, chosen);
    }

    private Frame? Progress(SetDigest digest, long now)
    {
        _peer.Reached(digest);
        _flight = null;
        _repeats = 0;
        _budget.Answered();
        return Advance(now);
    }

    private Frame? Advance(long now)
    {
        _comparison = null;
        _retry.Reset();
        _repeats = InSync ? 0 : _repeats;
        return Next(now);
    }

    private Frame? Next(long now)
    {
        _outgoing.DropStale(_flight);
        if (!_active || _flight is not null || _peer.Digest is not { } peer || (_peer.Differs.Count == 0 && !_lacksVersion))
        {
            return null;
        }

        // Small ones first: nothing that changes waits until a large content is across.
        IReadOnlyCollection<KeyValuePair<string, ContentHash?>> small =
            _features.Parts ? [.. _peer.Differs.Where(differs => !_outgoing.IsLarge(differs.Key))] : _peer.Differs;
        if (small.Count > 0 || _peer.Differs.Count == 0)
        {
            return Fly(Build(peer, small), now);
        }

        return _outgoing.Held is { } held ? FlyTransferred(peer, held, now) : _outgoing.Offer(_features.Deflate, now);
    }

    private Frame.Delta FlyTransferred(SetDigest peer, ContentTransfer transfer, long now)
    {
        var (delta, flight) = Build(peer, _peer.Differs.Where(differs => differs.Key == transfer.Key));
        return Fly((delta with { Upserts = [delta.Upserts[0] with { Content = default, Parts = transfer.Id }] }, flight), now);
    }

    private (Frame.Delta Delta, Flight Flight) Build(SetDigest peer, IEnumerable<KeyValuePair<string, ContentHash?>> differs) =>
        DeltaBuilder.Build(_id, ++_sequence, peer, differs, _set.Entries, Version, _budget.Bytes, _limits.EventBudget);

    private Frame.Delta Fly((Frame.Delta Delta, Flight Flight) next, long now)
    {
        _deltaSequence = next.Delta.Sequence;
        var isLast = next.Delta.After == Digest;
        _flight = next.Flight with { IsLast = isLast };
        _peer.Sent(_flight);
        _retry.Arm(now);
        return next.Delta with { HasMore = !isLast };
    }

    private Frame? Repeat(Flight flight, long now)
    {
        _flight = null;
        _peer.Lost(flight);
        if (_peer.Differs.Count == 0 && !_lacksVersion)
        {
            return Progress(flight.Before, now);
        }

        return ++_repeats <= FreeRepeats ? Next(now) : Wait(now);
    }

    private Frame? Resync(long now)
    {
        Forget();
        Wait(now);
        return ++_repeats <= FreeRepeats ? new Frame.Resync(_id, ++_sequence, Digest) : null;
    }

    private Frame? Wait(long now)
    {
        _retry.Arm(now);
        return null;
    }

    private void Forget()
    {
        _peer.Forget();
        _flight = null;
        _outgoing.Forget();
        _comparison = null;
    }
}
