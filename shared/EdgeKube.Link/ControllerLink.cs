using EdgeKube.Link.Frames;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>
/// The controller's end of the link to one node: owns the view, replicates the report. Pure: effects out, no file, socket or clock.
/// </summary>
public sealed class ControllerLink
{
    private readonly string _nodeName;
    private readonly LinkOptions _options;
    private readonly LinkOutbox _outbox;
    private readonly LinkInbox _inbox;
    private readonly StreamTable _streams;
    private readonly SetOwner _view;
    private readonly SetReplica _report;
    private readonly FormerSessions _former = new();
    private readonly RetryTimer _askRetry;
    private readonly ViewDispute _dispute;
    private readonly DisputeTalk _talk;
    private ViewVersion _version;

    /// <param name="nodeName">The authenticated name.</param>
    /// <param name="version">The store's identity and its revision now.</param>
    /// <param name="view">The node's whole view at that revision: a link made with less would tell the node to delete the rest.</param>
    /// <param name="options">What this end can do.</param>
    /// <param name="wasInConflict">The node was in conflict when it was last heard of: that this store has since passed its revision is no answer to it.</param>
    /// <param name="firstNumber">Random: where the numbers of this link's questions begin, so that answers to a former controller's count for nothing.</param>
    public ControllerLink(
        string nodeName, ViewVersion version, IEnumerable<SetChange> view, LinkOptions? options = null, bool wasInConflict = false, int firstNumber = 0)
    {
        _nodeName = nodeName;
        _version = version;
        _options = options ?? LinkOptions.Default;
        _outbox = new(_options.Limits);
        _inbox = new(_options.Limits);
        _streams = new(_outbox, _options.Limits, firstId: 1);
        _askRetry = new(_options.Timings);
        _dispute = new(wasInConflict);
        _talk = new(_dispute, _outbox, _options.Timings);
        _report = new(SetId.Report, ReplicaState.Empty, _options.Limits, _options.Timings);
        _view = new(SetId.View, _options.Limits, _options.Timings, firstNumber) { Version = version };
        _view.Change([.. view], 0);
    }

    /// <summary>The id to use for the next stream.</summary>
    public uint NextStreamId => _streams.NextId;

    /// <summary>The node said hello and was welcomed: it is present.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The node holds the whole view, durably.</summary>
    public bool IsViewInSync => _view.InSync;

    /// <summary>The view's version now.</summary>
    public ViewVersion Version => _version;

    /// <summary>The view that the node holds and that this controller's may not follow; null: there is no conflict.</summary>
    public ViewVersion? ConflictsWith => _dispute.Held;

    /// <summary>There is a conflict, or there was one and nothing yet shows that it is over: it is not to be forgotten.</summary>
    public bool IsConflictOpen => _dispute.IsOpen;

    /// <summary>Whether the node understands that its conflict was resolved.</summary>
    public bool CanAccept => _outbox.Features.Accept;

    /// <summary>Key and hash of everything the node reported.</summary>
    public IReadOnlyDictionary<string, ContentHash> Report => _report.Entries;

    /// <summary>Advances the link by one event.</summary>
    public IReadOnlyList<LinkEffect> Step(LinkEvent linkEvent, LinkTime now)
    {
        try
        {
            Handle(linkEvent, now);
        }
        catch (LinkProtocolException e)
        {
            _outbox.Emit(new LinkEffect.Rejected(e.Message));
        }

        return _outbox.Drain(RetryTimer.Earliest(RetryTimer.Earliest(_askRetry.At, _talk.WakeAt), RetryTimer.Earliest(_view.WakeAt, _report.WakeAt)));
    }

    private void Handle(LinkEvent linkEvent, LinkTime now)
    {
        switch (linkEvent)
        {
            case LinkEvent.Connected:
                break;
            case LinkEvent.AcceptForeignView when IsActive:
                _talk.Accept(_version, now.Milliseconds);
                break;
            case LinkEvent.Disconnected:
                _askRetry.Reset();
                End(null, "the connection was lost");
                break;
            case LinkEvent.Leaving when IsActive:
                _outbox.Send(new Frame.Goodbye(GoodbyeReason.ShuttingDown, ""));
                End(GoodbyeReason.ShuttingDown, "");
                break;
            case LinkEvent.Received received:
                Receive(LinkInbox.Decode(received, _options.Limits), received.Channel, now);
                break;
            case LinkEvent.Tick:
                Tick(now.Milliseconds);
                break;
            case LinkEvent.Changed changed:
                Change(changed, now.Milliseconds);
                break;
            case LinkEvent.Applied applied:
                Carry(_report.Applied(applied.Token));
                break;
            case LinkEvent.ApplyFailed failed:
                Carry(_report.ApplyFailed(failed.Token));
                break;
            default:
                _streams.Handle(linkEvent, IsActive);
                break;
        }
    }

    private void Change(LinkEvent.Changed changed, long now)
    {
        _version = _version with { Revision = Math.Max(_version.Revision, changed.Revision) };
        _view.Version = _version;
        _outbox.Send(_view.Change(changed.Changes, now));
    }

    private void Receive(Envelope envelope, LinkChannel channel, LinkTime now)
    {
        if (envelope.Frame is Frame.Hello hello)
        {
            ReceiveHello(envelope.Session, hello, now);
        }
        else if (envelope.Frame is Frame.Goodbye goodbye)
        {
            ReceiveGoodbye(envelope.Session, goodbye, now.Milliseconds);
        }
        else if (!IsActive || envelope.Session != _outbox.Session)
        {
            // If the node still means this session it will say hello; if the frame is merely late, nobody cares.
            _outbox.Send(envelope.Session, new Frame.Goodbye(GoodbyeReason.UnknownSession, ""));
        }
        else if (_inbox.Assemble(envelope, channel) is { } frame)
        {
            ReceiveFrame(frame, now.Milliseconds);
        }
    }

    private void ReceiveFrame(Frame frame, long now)
    {
        switch (frame)
        {
            case Frame.Delta { Set: SetId.Report } or Frame.Probe { Set: SetId.Report } or Frame.Resync { Set: SetId.Report }
                or Frame.Select { Set: SetId.Report }:
                Carry(_report.Receive(frame));
                break;
            case Frame.Ack { Set: SetId.View } or Frame.Inventory { Set: SetId.View } or Frame.Buckets { Set: SetId.View }:
                _outbox.Send(_view.Receive(frame, now));
                if (_view.IsAnswered)
                {
                    _talk.TakeAnswer();
                }

                break;
            case Frame.Have { Set: SetId.View } have:
                _outbox.SendAll(_view.Receive(have, now));
                break;
            case Frame.Offer { Set: SetId.Report } or Frame.Part { Set: SetId.Report }:
                _outbox.Send(_report.ReceiveParts(frame, now));
                break;
            case Frame.Conflict conflict:
                ReceiveConflict(conflict, now);
                break;
            default:
                _streams.Receive(frame);
                break;
        }
    }

    private void ReceiveHello(ulong session, Frame.Hello hello, LinkTime now)
    {
        if (session == 0)
        {
            throw new LinkProtocolException("hello without a session");
        }

        if (IsActive && session == _outbox.Session)
        {
            // The welcome was lost, or the hello came twice. Nothing begins anew: requests of this session are already counted.
            _outbox.Send(BuildWelcome(ProtocolOf(hello), now));
            return;
        }

        // A former session's hello is late, most likely; but a node whose welcome was lost may still mean it, and must begin anew.
        var refusal = _former.Contains(session)
            ? new Frame.Goodbye(GoodbyeReason.UnknownSession, "")
            : Handshake.FindRefusal(hello, _nodeName, _options);
        if (refusal is not null)
        {
            _outbox.Send(session, refusal);
            return;
        }

        Welcome(session, hello, now);
    }

    private void Welcome(ulong session, Frame.Hello hello, LinkTime now)
    {
        var protocol = ProtocolOf(hello);

        // Nobody said that the session in the way was over: this hello may be a late one, so its digest proves nothing, and the view is asked for. So it is
        // after a conflict: the answer shows that the node is there and holds what its hello said.
        SetDigest? held = IsActive || _dispute.IsOpen ? null : hello.ViewDigest;
        End(null, "the node said hello anew");
        _askRetry.Reset();
        IsActive = true;
        _outbox.Session = session;
        _streams.Begin();
        var common = Handshake.Common(hello.Features, _options);
        var features = _outbox.Features = SessionFeatures.Of(common);
        _report.Begin(null, features);
        _outbox.Send(BuildWelcome(protocol, now));
        _outbox.Emit(new LinkEffect.SessionStarted(new(
            protocol, common, hello.Version, hello.BootId, null, hello.View)));

        _talk.Welcome(_version);
        if (_dispute.Concerns(hello.View, _version))
        {
            _view.End();
            _talk.Begin(new(hello.View!, _version), _version, now.Milliseconds);
        }
        else
        {
            _dispute.Rest();
            _outbox.Send(_view.Begin(held, now.Milliseconds, features, lacksVersion: hello.View is null));
        }
    }

    private uint ProtocolOf(Frame.Hello hello) => Handshake.FindProtocol(hello, _options) ?? _options.ProtocolMax;

    private Frame.Welcome BuildWelcome(uint protocol, LinkTime now) =>
        new(protocol, _options.Features, _options.Version, now.Wall, _version, _report.Digest);

    private void ReceiveConflict(Frame.Conflict conflict, long now)
    {
        if (_talk.IsOfThisSession(conflict.Controller, _version))
        {
            _view.End();
            _talk.Begin(conflict, _version, now);
            return;
        }

        // It refuses what it was never offered here: whatever it took for that is no reason to keep it waiting for a person.
        _outbox.Send(new Frame.Goodbye(GoodbyeReason.UnknownSession, ""));
        End(GoodbyeReason.UnknownSession, "the node refused a view that it was not offered");
    }

    private void ReceiveGoodbye(ulong session, Frame.Goodbye goodbye, long now)
    {
        if (!IsActive || session != _outbox.Session)
        {
            return;
        }

        End(goodbye.Reason, goodbye.Detail);
        if (goodbye.Reason == GoodbyeReason.UnknownSession)
        {
            // This end was led to a session that the node left long ago. Whichever it is in: it shall say hello.
            AskForHello();
            _askRetry.Arm(now);
        }
    }

    private void AskForHello() => _outbox.Send(0, new Frame.Goodbye(GoodbyeReason.UnknownSession, ""));

    private void Tick(long now)
    {
        if (_askRetry.IsDue(now))
        {
            AskForHello();
            _askRetry.Back(now);
        }

        _talk.Tick(_version, now);
        _outbox.SendAll(_view.Tick(now));
        _report.Tick(now);
    }

    private void Carry(ReplicaStep? step)
    {
        if (step is ReplicaStep.Apply apply)
        {
            _outbox.Emit(new LinkEffect.Apply(apply.Token, apply.Upserts, apply.Deletes, null));
        }
        else if (step is ReplicaStep.Reply reply)
        {
            _outbox.Send(reply.Frame);
        }
    }

    private void End(GoodbyeReason? reason, string detail)
    {
        if (!IsActive)
        {
            return;
        }

        _streams.End();
        _inbox.Clear();
        _talk.End();
        _view.End();
        _report.End();
        _former.Add(_outbox.Session);
        IsActive = false;
        _outbox.Features = default;
        _outbox.Emit(new LinkEffect.SessionEnded(reason, detail));
    }
}
