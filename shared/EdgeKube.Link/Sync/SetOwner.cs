using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>
/// The source of truth of one set. It alone drives: it knows what the replica has (its digest, and the keys in which it differs), has
/// at most one request out, and asks again by timer; whatever changes meanwhile goes into the next delta.
/// Every request has a number that never falls. A replica drops requests older than one it saw, so once an answer to a later request is
/// here, an earlier delta can no longer take effect: what the answer says is what the replica has.
/// </summary>
public sealed class SetOwner(SetId id, LinkLimits limits, LinkTimings timings)
{
    /// <summary>So many repetitions without progress are sent at once; then the timer slows them down.</summary>
    private const int FreeRepeats = 3;

    private readonly OwnedSet _set = new(limits);
    private readonly RetryTimer _retry = new(timings);
    private readonly Dictionary<string, ContentHash?> _differs = new(StringComparer.Ordinal);
    private bool _active;
    private SetDigest? _peer;
    private Flight? _flight;
    private long _sequence;
    private long _deltaSequence;
    private int _repeats;

    /// <summary>The digest of the truth.</summary>
    public SetDigest Digest => _set.Digest;

    /// <summary>Goes with every delta; null for reports.</summary>
    public ViewVersion? Version { get; set; }

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => _retry.At;

    /// <summary>The replica acknowledged everything.</summary>
    public bool InSync => _active && _peer == _set.Digest && _flight is null;

    /// <summary>The replica is known to hold what the truth says of this key.</summary>
    public bool IsAcknowledged(string key) =>
        _active && _peer is not null && !_differs.ContainsKey(key) && _flight?.Keys.ContainsKey(key) is not true;

    /// <summary>A session began in which the replica claims this digest (null: it could not tell).</summary>
    public Frame? Begin(SetDigest? peer, long now)
    {
        End();
        _active = true;
        return Learn(peer) ? Next(now) : Resync(now);
    }

    /// <summary>The session is over.</summary>
    public void End()
    {
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
            if (_set.Take(change) && _peer is not null)
            {
                Mark(change.Key, before);
            }
        }

        return _retry.At is null ? Next(now) : null;
    }

    /// <summary>The replica answered.</summary>
    /// <exception cref="LinkProtocolException">The inventory names a key twice.</exception>
    public Frame? Receive(Frame frame, long now)
    {
        return frame switch
        {
            _ when !_active => null,
            Frame.Ack ack when ack.Sequence <= _sequence => ReceiveAck(ack, now),
            Frame.Inventory inventory when inventory.Sequence <= _sequence => ReceiveInventory(inventory, now),
            _ => null,
        };
    }

    /// <summary>Time passed.</summary>
    public Frame? Tick(long now)
    {
        if (!_active || !_retry.IsDue(now))
        {
            return null;
        }

        _retry.Back(now);
        if (_peer is null)
        {
            return new Frame.Resync(id, ++_sequence, Digest);
        }

        return _flight is not null ? new Frame.Probe(id, ++_sequence) : Next(now);
    }

    private Frame? ReceiveAck(Frame.Ack ack, long now)
    {
        if (ack.Sequence < _deltaSequence)
        {
            return null;
        }

        if (_flight is { } flight)
        {
            if (ack.Digest == flight.After)
            {
                return Progress(flight.After, now);
            }

            // Only a later question proves that the delta is lost; to the delta itself "before" would mean a refusal.
            var isLost = ack.Digest == flight.Before && ack.Sequence > _deltaSequence;
            return isLost ? Repeat(flight, now) : Resync(now);
        }

        if (_peer is null)
        {
            return ack.Sequence > _deltaSequence && Learn(ack.Digest) ? Advance(now) : null;
        }

        return ack.Digest == _peer ? null : Resync(now);
    }

    private Frame? ReceiveInventory(Frame.Inventory inventory, long now)
    {
        if (inventory.Sequence <= _deltaSequence || _peer is not null)
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

        Learn(entries);
        return Advance(now);
    }

    // The replica's digest alone tells everything when it is ours, or that of the empty set.
    private bool Learn(SetDigest? digest)
    {
        if (digest == Digest)
        {
            _differs.Clear();
            _peer = digest;
            return true;
        }

        if (digest == SetDigest.Empty)
        {
            Learn(new Dictionary<string, ContentHash>());
            return true;
        }

        return false;
    }

    private void Learn(IReadOnlyDictionary<string, ContentHash> entries)
    {
        _peer = SetDigest.Of(entries);
        _differs.Clear();
        foreach (var (key, hash) in entries)
        {
            if (_set.FindHash(key) != hash)
            {
                _differs.Add(key, hash);
            }
        }

        foreach (var key in _set.Entries.Keys.Where(key => !entries.ContainsKey(key)))
        {
            _differs.Add(key, null);
        }
    }

    // The replica has, or will have with the delta under way, what was true before this change.
    private void Mark(string key, ContentHash? before)
    {
        _differs.TryAdd(key, _flight is not null && _flight.Keys.TryGetValue(key, out var sent) ? sent.WillHave : before);
        if (_differs[key] == _set.FindHash(key))
        {
            _differs.Remove(key);
        }
    }

    private Frame? Progress(SetDigest digest, long now)
    {
        _peer = digest;
        _flight = null;
        _repeats = 0;
        return Advance(now);
    }

    private Frame? Advance(long now)
    {
        _retry.Reset();
        _repeats = InSync ? 0 : _repeats;
        return Next(now);
    }

    private Frame? Next(long now)
    {
        if (!_active || _flight is not null || _differs.Count == 0 || _peer is not { } peer)
        {
            return null;
        }

        _deltaSequence = ++_sequence;
        var (delta, flight) = DeltaBuilder.Build(id, _deltaSequence, peer, _differs, _set.Entries, Version, limits.DeltaBudget);
        _flight = flight;
        foreach (var key in flight.Keys.Keys)
        {
            _differs.Remove(key);
        }

        _retry.Arm(now);
        return delta;
    }

    private Frame? Repeat(Flight flight, long now)
    {
        _flight = null;
        foreach (var (key, (had, _)) in flight.Keys)
        {
            _differs[key] = had;
            if (had == _set.FindHash(key))
            {
                _differs.Remove(key);
            }
        }

        if (_differs.Count == 0)
        {
            return Progress(flight.Before, now);
        }

        return ++_repeats <= FreeRepeats ? Next(now) : Wait(now);
    }

    private Frame? Resync(long now)
    {
        Forget();
        Wait(now);
        return ++_repeats <= FreeRepeats ? new Frame.Resync(id, ++_sequence, Digest) : null;
    }

    private Frame? Wait(long now)
    {
        _retry.Arm(now);
        return null;
    }

    private void Forget()
    {
        _peer = null;
        _flight = null;
        _differs.Clear();
    }
}
