using EdgeKube.Link.Frames;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link;

/// <summary>
/// The node's end of the link: owns the report, replicates the view. Pure: effects out, no file, socket or clock.
/// Put the report in (<see cref="LinkEvent.Changed"/>) before the first <see cref="LinkEvent.Connected"/>, or the controller will hear of an empty one.
/// </summary>
public sealed class NodeLink
{
    private readonly LinkOptions _options;
    private readonly LinkOutbox _outbox;
    private readonly LinkInbox _inbox;
    private readonly StreamTable _streams;
    private readonly SetReplica _view;
    private readonly SetOwner _report;
    private readonly Greeter _greeter;
    private NodeLinkState _state = NodeLinkState.Offline;
    private bool _conflictTold;

    /// <param name="identity">Who the node is.</param>
    /// <param name="view">What the node's disk holds.</param>
    /// <param name="options">What this end can do.</param>
    public NodeLink(NodeIdentity identity, ReplicaState view, LinkOptions? options = null)
    {
        _options = options ?? LinkOptions.Default;
        _outbox = new(_options.Limits);
        _inbox = new(_options.Limits);
        _streams = new(_outbox, _options.Limits, firstId: 2);
        _view = new(SetId.View, view, _options.Limits, _options.Timings);
        _report = new(SetId.Report, _options.Limits, _options.Timings);
        _greeter = new(identity, _options, _outbox, _view, _report);
    }

    /// <summary>The id to use for the next stream.</summary>
    public uint NextStreamId => _streams.NextId;

    /// <summary>The controller welcomed this session.</summary>
    public bool IsActive => _state == NodeLinkState.Active;

    /// <summary>The controller has the whole report.</summary>
    public bool IsReportInSync => _report.InSync;

    /// <summary>The controller has this entry of the report as it is now, durably, or has its absence.</summary>
    public bool IsReported(string key) => _report.IsAcknowledged(key);

    /// <summary>The version of the view that is durable; null: none yet.</summary>
    public ViewVersion? ViewVersion => _view.Version;

    /// <summary>Advances the link by one event.</summary>
    public IReadOnlyList<LinkEffect> Step(LinkEvent linkEvent, LinkTime now)
    {
        try
        {
            Handle(linkEvent, now.Milliseconds);
        }
        catch (LinkProtocolException e)
        {
            _outbox.Emit(new LinkEffect.Rejected(e.Message));
        }

        return _outbox.Drain(RetryTimer.Earliest(_greeter.WakeAt, RetryTimer.Earliest(_report.WakeAt, _view.WakeAt)));
    }

    private void Handle(LinkEvent linkEvent, long now)
    {
        switch (linkEvent)
        {
            case LinkEvent.Connected connected:
                End(null, "connected anew");
                Greet(connected.Nonce, now);
                break;
            case LinkEvent.Disconnected:
                End(null, "the connection was lost");
                break;
            case LinkEvent.Leaving when _state != NodeLinkState.Offline:
                _outbox.Send(new Frame.Goodbye(GoodbyeReason.ShuttingDown, ""));
                End(GoodbyeReason.ShuttingDown, "");
                break;
            case LinkEvent.Left left when _state != NodeLinkState.Offline:
                _outbox.Send(new Frame.Goodbye(GoodbyeReason.Left, left.Detail));
                break;
            case LinkEvent.Received received:
                Receive(LinkInbox.Decode(received, _options.Limits), received.Channel, now);
                break;
            case LinkEvent.Tick:
                Tick(now);
                break;
            case LinkEvent.Changed changed:
                _outbox.Send(_report.Change(changed.Changes, now));
                break;
            case LinkEvent.Applied applied:
                Carry(_view.Applied(applied.Token));
                break;
            case LinkEvent.ApplyFailed failed:
                Carry(_view.ApplyFailed(failed.Token));
                break;
            case LinkEvent.AcceptForeignView:
                AcceptForeignView(now);
                break;
            default:
                _streams.Handle(linkEvent, IsActive);
                break;
        }
    }

    private void Greet(ulong nonce, long now)
    {
        _state = NodeLinkState.Greeting;
        _outbox.Session = nonce;
        _inbox.Clear();
        _greeter.Begin(now);
    }

    // A new nonce, so that nothing said in the broken session can count in this one.
    private void GreetAgain(long now, string why)
    {
        End(GoodbyeReason.UnknownSession, why);
        Greet(_outbox.Session + 1, now);
    }

    private void Tick(long now)
    {
        if (_state == NodeLinkState.Greeting)
        {
            _greeter.Tick(now);
        }

        _outbox.SendAll(_report.Tick(now));
        _view.Tick(now);
    }

    private void Receive(Envelope envelope, LinkChannel channel, long now)
    {
        if (_state == NodeLinkState.Offline)
        {
            return;
        }

        if (envelope.Frame is Frame.Goodbye goodbye)
        {
            ReceiveGoodbye(envelope.Session, goodbye, now);
        }
        else if (envelope.Session != _outbox.Session)
        {
            // A late frame of an older session; or the controller was led back to one by a late hello, and must hear it.
            _outbox.Send(envelope.Session, new Frame.Goodbye(GoodbyeReason.UnknownSession, ""));
        }
        else if (envelope.Frame is Frame.Welcome welcome)
        {
            ReceiveWelcome(welcome, now);
        }
        else if (IsActive && _inbox.Assemble(envelope, channel) is { } frame)
        {
            ReceiveFrame(frame, now);
        }
    }

    private void ReceiveFrame(Frame frame, long now)
    {
        switch (frame)
        {
            case Frame.Delta { Set: SetId.View } or Frame.Probe { Set: SetId.View } or Frame.Resync { Set: SetId.View }
                or Frame.Select { Set: SetId.View }:
                Carry(_view.Receive(frame));
                break;
            case Frame.Ack { Set: SetId.Report } or Frame.Inventory { Set: SetId.Report } or Frame.Buckets { Set: SetId.Report }:
                _outbox.Send(_report.Receive(frame, now));
                break;
            case Frame.Have { Set: SetId.Report } have:
                _outbox.SendAll(_report.Receive(have, now));
                break;
            case Frame.Offer { Set: SetId.View } or Frame.Part { Set: SetId.View }:
                _outbox.Send(_view.ReceiveParts(frame, now));
                break;
            case Frame.Accept accept when accept.Node == _view.Version:
                AcceptForeignView(now);
                break;
            case Frame.Accept:
                // It was said of what was held before a change got to the disk.
                TellRefusal();
                break;
            default:
                _streams.Receive(frame);
                break;
        }
    }

    private void ReceiveWelcome(Frame.Welcome welcome, long now)
    {
        if (_state != NodeLinkState.Greeting)
        {
            return;
        }

        if (welcome.Protocol < _options.ProtocolMin || welcome.Protocol > _options.ProtocolMax)
        {
            throw new LinkProtocolException($"the controller chose protocol {welcome.Protocol}, which was not offered");
        }

        _state = NodeLinkState.Active;
        _greeter.End();
        _streams.Begin();
        var common = Handshake.Common(welcome.Features, _options);
        var features = _outbox.Features = SessionFeatures.Of(common);
        _view.Begin(welcome.View, features);
        _conflictTold = false;
        _outbox.Emit(new LinkEffect.SessionStarted(new(
            welcome.Protocol, common, welcome.Version, "", welcome.ControllerTime, welcome.View)));
        TellRefusal();
        _outbox.Send(_report.Begin(welcome.ReportDigest, now, features));
    }

    private void TellRefusal()
    {
        if (_view is { Refused: { } refused, Version: { } held })
        {
            Carry(new ReplicaStep.Reply(new Frame.Conflict(held, refused)));
        }
    }

    private void ReceiveGoodbye(ulong session, Frame.Goodbye goodbye, long now)
    {
        if (session == 0 && _greeter.MayBeginAgain(now))
        {
            AnswerHelloWanted(now);
        }
        else if (session == _outbox.Session && goodbye.Reason == GoodbyeReason.UnknownSession)
        {
            GreetAgain(now, "the controller does not know the session");
        }
        else if (session == _outbox.Session && goodbye.Reason == GoodbyeReason.Removed)
        {
            ReceiveRemoval(goodbye.Detail);
        }
        else if (session == _outbox.Session)
        {
            ReceiveRefusal(goodbye, now);
        }
    }

    private void AnswerHelloWanted(long now)
    {
        if (IsActive)
        {
            GreetAgain(now, "the controller asked for it");
            return;
        }

        // The last hello was lost, to a broker whose controller was not there yet, say: waiting for the timer would take up to a minute.
        _greeter.Begin(now);
    }

    // Only of the session's own nonce: an order that is late, or was meant for another, counts for nothing. Hello is not said again.
    private void ReceiveRemoval(string detail)
    {
        End(GoodbyeReason.Removed, detail);
        _state = NodeLinkState.Greeting;
        _outbox.Emit(new LinkEffect.Removed(detail));
    }

    // Refused, or the controller left: nothing to do but ask again, ever more slowly.
    private void ReceiveRefusal(Frame.Goodbye goodbye, long now)
    {
        if (IsActive)
        {
            End(goodbye.Reason, goodbye.Detail);
            _state = NodeLinkState.Greeting;
        }
        else
        {
            _outbox.Emit(new LinkEffect.SessionEnded(goodbye.Reason, goodbye.Detail));
        }

        _greeter.Back(now);
    }

    private void AcceptForeignView(long now)
    {
        _view.ForgetVersion();
        if (IsActive)
        {
            GreetAgain(now, "the controller's view was accepted");
        }
    }

    private void Carry(ReplicaStep? step)
    {
        if (step is ReplicaStep.Apply apply)
        {
            _outbox.Emit(new LinkEffect.Apply(apply.Token, apply.Upserts, apply.Deletes, apply.Version));
        }
        else if (step is ReplicaStep.Reply reply)
        {
            _outbox.Send(reply.Frame);
            TellConflict(reply.Frame);
        }
    }

    private void TellConflict(Frame frame)
    {
        if (frame is Frame.Conflict conflict && !_conflictTold)
        {
            _conflictTold = true;
            _outbox.Emit(new LinkEffect.Conflict(conflict.Node, conflict.Controller));
        }
    }

    private void End(GoodbyeReason? reason, string detail)
    {
        _streams.End();
        _inbox.Clear();
        _report.End();
        _view.End();
        _greeter.End();
        _outbox.Features = default;
        if (IsActive)
        {
            _outbox.Emit(new LinkEffect.SessionEnded(reason, detail));
        }

        _state = NodeLinkState.Offline;
    }
}
