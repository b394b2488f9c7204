using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>
/// The copy of a set at the other end. It only answers. It remembers keys and hashes; contents are the shell's. A delta counts as held
/// when the shell says it is durable, and while one is under way the newest request waits for it.
/// </summary>
public sealed class SetReplica
{
    private readonly SetId _id;
    private readonly LinkLimits _limits;
    private readonly Dictionary<string, ContentHash> _entries;
    private readonly PartStore _parts;
    private SessionFeatures _features;
    private SetDigest _digest;
    private PendingApply? _pending;
    private Frame? _waiting;
    private ViewVersion? _refused;
    private string _epoch = "";
    private long _tokens;
    private long _newest;
    private int _session;

    /// <param name="id">The set.</param>
    /// <param name="held">What is held at the start.</param>
    /// <param name="limits">Caps.</param>
    /// <param name="timings">How long parts are kept.</param>
    public SetReplica(SetId id, ReplicaState held, LinkLimits limits, LinkTimings timings)
    {
        _parts = new(limits, timings.PartialKept);
        _id = id;
        _limits = limits;
        _entries = new(held.Entries, StringComparer.Ordinal);
        _digest = SetDigest.Of(held.Entries);
        Version = held.Version;
    }

    /// <summary>The version of what is held durably; null: none was ever held.</summary>
    public ViewVersion? Version { get; private set; }

    /// <summary>The digest to tell at the start of a session; null while a change is on its way to the disk.</summary>
    public SetDigest? Digest => _pending is null ? _digest : null;

    /// <summary>What is held durably.</summary>
    public IReadOnlyDictionary<string, ContentHash> Entries => _entries;

    /// <summary>The version that this session's owner offered and that may not follow the held one; null: no conflict.</summary>
    public ViewVersion? Refused => _refused;

    /// <summary>When <see cref="Tick"/> is wanted.</summary>
    public long? WakeAt => _parts.WakeAt;

    /// <summary>A session began; the owner offers this version (null for reports).</summary>
    public void Begin(ViewVersion? offered, SessionFeatures features = default)
    {
        End();
        _features = features;
        _epoch = offered?.Epoch ?? "";
        _refused = offered is not null && !offered.MayFollow(Held) ? offered : null;
    }

    /// <summary>The session is over. A change on its way to the disk goes on, and what came in parts is kept.</summary>
    public void End()
    {
        _session++;
        _newest = 0;
        _waiting = null;
        _refused = null;
    }

    /// <summary>A person decided: the next view is taken whatever its version.</summary>
    public void ForgetVersion() => Version = null;

    /// <summary>The owner asked or sent something.</summary>
    /// <exception cref="LinkProtocolException">The delta contradicts itself.</exception>
    public ReplicaStep? Receive(Frame frame)
    {
        if (SequenceOf(frame) is not { } sequence || sequence < _newest || (sequence == _newest && _pending is not null))
        {
            return null;
        }

        _newest = sequence;
        if (_pending is not null)
        {
            _waiting = frame;
            return null;
        }

        return Answer(frame);
    }

    /// <summary>The owner offers a content, or sends a part of it. Returns what to tell it.</summary>
    public Frame? ReceiveParts(Frame frame, long now) => frame switch
    {
        _ when _refused is not null => null,
        Frame.Offer offer => _parts.Receive(offer, now),
        Frame.Part part => _parts.Receive(part, now),
        _ => null,
    };

    /// <summary>Time passed.</summary>
    public void Tick(long now) => _parts.Expire(now);

    /// <summary>The changes under this token are durable.</summary>
    public ReplicaStep? Applied(long token)
    {
        if (_pending is not { } pending || pending.Token != token)
        {
            return null;
        }

        foreach (var upsert in pending.Delta.Upserts)
        {
            _entries[upsert.Key] = upsert.Hash;
            if (upsert.Parts is { } parts)
            {
                _parts.Drop(parts);
            }
        }

        foreach (var key in pending.Delta.Deletes)
        {
            _entries.Remove(key);
        }

        _digest = pending.Delta.After;
        Version = pending.Delta.Version ?? Version;
        return Finish(pending.Session == _session ? new ReplicaStep.Reply(new Frame.Ack(_id, pending.Delta.Sequence, _digest)) : null);
    }

    /// <summary>The changes under this token were not kept, nothing of them. The owner will ask and send them again.</summary>
    public ReplicaStep? ApplyFailed(long token) => _pending?.Token == token ? Finish(null) : null;

    private ViewVersion? Held => _pending?.Delta.Version ?? Version;

    private ReplicaStep? Finish(ReplicaStep? answer)
    {
        _pending = null;
        if (_waiting is not { } waiting)
        {
            return answer;
        }

        _waiting = null;
        return Answer(waiting);
    }

    private static long? SequenceOf(Frame frame) => frame switch
    {
        Frame.Delta delta => delta.Sequence,
        Frame.Probe probe => probe.Sequence,
        Frame.Resync resync => resync.Sequence,
        Frame.Select select => select.Sequence,
        _ => null,
    };

    private ReplicaStep? Answer(Frame frame)
    {
        if (_refused is { } refused && Version is { } version)
        {
            return new ReplicaStep.Reply(new Frame.Conflict(version, refused));
        }

        return frame switch
        {
            Frame.Delta delta => Take(delta),
            Frame.Resync resync when resync.Digest != _digest => new ReplicaStep.Reply(Describe(resync)),
            Frame.Select select => new ReplicaStep.Reply(Describe(select)),
            _ => Acknowledge(_newest),
        };
    }

    private Frame Describe(Frame.Resync resync) => _features.Buckets && _entries.Count > _limits.BucketThreshold
        ? new Frame.Buckets(_id, resync.Sequence, BucketMap.Digests(_entries, BucketMap.CountFor(_entries.Count)))
        : new Frame.Inventory(_id, resync.Sequence, [.. _entries]);

    private Frame.Inventory Describe(Frame.Select select)
    {
        var chosen = select.Chosen.ToHashSet();
        return new(_id, select.Sequence, [.. _entries.Where(entry => chosen.Contains(BucketMap.Of(entry.Key, select.Count)))]) { IsPartial = true };
    }

    private ReplicaStep? Take(Frame.Delta sent)
    {
        var delta = Complete(sent);
        if (_id == SetId.View && (delta.Version is null || !delta.Version.MayFollow(Version)))
        {
            _refused = delta.Version ?? throw new LinkProtocolException("view without a version");
            return Answer(delta);
        }

        // Already here, or not for what is here: the digest tells the owner which.
        var bringsVersion = _id == SetId.View && Version is null && !delta.HasMore;
        if (delta.Before != _digest || (delta.After == _digest && !bringsVersion))
        {
            return Acknowledge(delta.Sequence);
        }

        if (Join(delta) is not { } whole)
        {
            // Parts that it names are gone from here: the digest tells the owner that nothing came of it.
            return Acknowledge(delta.Sequence);
        }

        if (delta.IsLean && DeltaCheck.Lead(whole, _entries) != whole.After)
        {
            // Not for what is here.
            return Acknowledge(delta.Sequence);
        }

        if (DeltaCheck.Find(whole, _entries, _limits) is { } fault)
        {
            throw new LinkProtocolException(fault);
        }

        // The first view of all counts as a view when it is whole: before that nobody may conclude that what it does not name is not wanted.
        var isBeginning = whole.HasMore && Version is null;
        _pending = new(++_tokens, _session, isBeginning ? whole with { Version = null } : whole);
        return Changes(_pending);
    }

    private Frame.Delta Complete(Frame.Delta delta) => delta.IsLean
        ? delta with { Before = _digest, Version = delta.Version is { Epoch: "" } version ? version with { Epoch = _epoch } : delta.Version }
        : delta;

    private Frame.Delta? Join(Frame.Delta delta)
    {
        var upserts = new List<SetUpsert>(delta.Upserts.Count);
        foreach (var upsert in delta.Upserts)
        {
            if (upsert.Parts is not { } parts)
            {
                upserts.Add(upsert);
            }
            else if (_parts.Open(parts) is { } content)
            {
                upserts.Add(upsert with { Content = content });
            }
            else
            {
                return null;
            }
        }

        return delta with { Upserts = upserts };
    }

    // What is here already is not handed out again: nothing may restart because of a repetition.
    private ReplicaStep.Apply Changes(PendingApply pending) => new(
        pending.Token,
        [.. pending.Delta.Upserts.Where(u => !_entries.TryGetValue(u.Key, out var held) || held != u.Hash).Select(u => u with { Parts = null })],
        [.. pending.Delta.Deletes.Where(_entries.ContainsKey)],
        pending.Delta.Version);

    private ReplicaStep.Reply Acknowledge(long sequence) => new(new Frame.Ack(_id, sequence, _digest));
}
