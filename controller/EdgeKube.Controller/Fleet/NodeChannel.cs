using System.Threading.Channels;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Fleet.Reports;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Link;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet;

/// <summary>
/// The controller's end of the link to one node, connected or not: one loop steps the state machine and carries out its effects. The loop
/// never waits for the node, the disk or a reader.
/// </summary>
internal sealed class NodeChannel
{
    private readonly string _node;
    private readonly ControllerLink _link;
    private readonly TimeProvider _time;
    private readonly Func<DateTimeOffset> _wallTime;
    private readonly ILogger _logger;
    private readonly ITimer _wake;
    private readonly NodeSession _session;
    private readonly NodeStreams _streams;
    private readonly Channel<ChannelWork> _work = Channel.CreateUnbounded<ChannelWork>(new UnboundedChannelOptions { SingleReader = true });
    private NodeOutbox? _outbox;

    public NodeChannel(string node, ControllerLink link, ReportApplier report, NodePresenceTable presence, RemovalEvents removals, TimeProvider time, Func<DateTimeOffset> wallTime, ILogger logger)
    {
        (_node, _link, _time, _wallTime, _logger) = (node, link, time, wallTime, logger);
        _session = new NodeSession(node, link, report, presence, removals, logger, Post);
        _streams = new NodeStreams(link);
        _wake = time.CreateTimer(_ => Post(new LinkEvent.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Completion = Task.Run(RunAsync);
    }

    /// <summary>The node has said hello and was welcomed.</summary>
    public bool IsActive => _session.IsActive;

    /// <summary>Completes after <see cref="Complete"/>.</summary>
    public Task Completion { get; }

    public ReportApplier Report => _session.Report;

    /// <summary>A connection stands; returns when the link knows.</summary>
    public Task ConnectAsync(INodeConnection connection, CancellationToken cancellationToken) => StepAsync(
        () =>
        {
            if (_outbox is { } former)
            {
                // By another way, which does not know of this one.
                former.Close();
                _ = EndAsync(former);
            }

            _outbox = new NodeOutbox(connection, _time);
            _ = SendAsync(_outbox);
            return new LinkEvent.Disconnected();
        },
        cancellationToken);

    /// <summary>A connection is gone. False when another has taken its place before.</summary>
    public async Task<bool> DisconnectAsync(INodeConnection connection, CancellationToken cancellationToken)
    {
        var isReplaced = false;
        await StepAsync(
            () =>
            {
                isReplaced = _outbox is not null && !_outbox.Connection.Equals(connection);
                if (isReplaced)
                {
                    return null;
                }

                _outbox?.Close();
                _outbox = null;
                return new LinkEvent.Disconnected();
            },
            cancellationToken);
        return !isReplaced;
    }

    /// <summary>The controller stops: the node is told, and has heard it when this returns.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        NodeOutbox? outbox = null;
        await StepAsync(
            () =>
            {
                outbox = _outbox;
                return new LinkEvent.Leaving();
            },
            cancellationToken);
        await (outbox?.DrainAsync(cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>A person decided that the node shall take this controller's view.</summary>
    public async Task<ResolveOutcome> ResolveAsync(CancellationToken cancellationToken)
    {
        var outcome = ResolveOutcome.NotConnected;
        await StepAsync(
            () =>
            {
                outcome = ResolveOutcomes.Of(_link);
                return outcome == ResolveOutcome.Told ? new LinkEvent.AcceptForeignView() : null;
            },
            cancellationToken);
        return outcome;
    }

    /// <summary>Queues an event; returns once it was stepped and its effects were carried out.</summary>
    public Task StepAsync(LinkEvent linkEvent, CancellationToken cancellationToken) => StepAsync(() => linkEvent, cancellationToken);

    /// <summary>The same for an event that is made in the loop itself, when its turn has come; null steps nothing.</summary>
    public async Task StepAsync(Func<LinkEvent?> linkEvent, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_work.Writer.TryWrite(new ChannelWork(linkEvent, done)))
        {
            throw new OperationCanceledException("the controller stops");
        }

        await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Queues an event without waiting for it.</summary>
    public void Post(LinkEvent linkEvent) => _work.Writer.TryWrite(new ChannelWork(() => linkEvent, null));

    /// <summary>Opens a stream to the node. It has ended already when the node is not there.</summary>
    public async Task<NodeStream> OpenStreamAsync(string kind, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var stream = new NodeStream(_node, this);
        await StepAsync(() => _streams.Open(stream, kind, arguments), cancellationToken);
        return stream;
    }

    /// <summary>Nobody is at this end of the stream any more. Does no harm when it has ended.</summary>
    public void CancelStream(uint stream) => _work.Writer.TryWrite(new ChannelWork(() => _streams.Cancel(stream), null));

    /// <summary>Compares entries of the report with the API once more, when the node is there.</summary>
    public void Revisit(IReadOnlyCollection<string> keys) => _session.Revisit(keys);

    /// <summary>The node was removed: ends its connection and the loop.</summary>
    public void Expel()
    {
        _work.Writer.TryWrite(new ChannelWork(
            () =>
            {
                Fail();
                return new LinkEvent.Disconnected();
            },
            null));
        Complete();
    }

    /// <summary>Ends the loop after what is queued.</summary>
    public void Complete() => _work.Writer.TryComplete();

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            try
            {
                if (work.Event() is { } linkEvent)
                {
                    Step(linkEvent);
                }
            }
            catch (Exception e)
            {
                // Our mistake, and it stays with this node: its next hello begins anew.
                FleetLog.LinkFailed(_logger, _node, e);
                Fail();
            }
            finally
            {
                work.Done?.TrySetResult();
            }
        }

        _outbox?.Close();
        await _wake.DisposeAsync();
        _session.Dispose();
    }

    private void Step(LinkEvent linkEvent)
    {
        foreach (var effect in _link.Step(linkEvent, Now()))
        {
            CarryOut(effect);
        }
    }

    private void CarryOut(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.Send send:
                if (_outbox?.TryAdd(send) is false)
                {
                    FleetLog.SendFailed(_logger, _node, "the node does not take what it is sent");
                    Fail();
                }

                break;
            case LinkEffect.Wake wake:
                var wait = wake.AtMilliseconds is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - Now().Milliseconds)) : Timeout.InfiniteTimeSpan;
                _wake.Change(wait, Timeout.InfiniteTimeSpan);
                break;
            case LinkEffect.StreamData or LinkEffect.StreamCredit or LinkEffect.StreamEnded:
                _streams.CarryOut(effect);
                break;
            case LinkEffect.Rejected rejected:
                FleetLog.Rejected(_logger, _node, rejected.Why);
                break;
            default:
                _session.CarryOut(effect);
                break;
        }
    }

    private async Task SendAsync(NodeOutbox outbox)
    {
        if (await outbox.RunAsync() is { } error)
        {
            FleetLog.SendFailed(_logger, _node, error.Message);
            _work.Writer.TryWrite(new ChannelWork(() => outbox == _outbox ? Fail() : null, null));
        }
    }

    // The session ends here and now; the connection follows, so that the node begins anew.
    private LinkEvent.Disconnected? Fail()
    {
        if (_outbox is { } outbox)
        {
            _outbox = null;
            outbox.Close();
            _ = EndAsync(outbox);
            Post(new LinkEvent.Disconnected());
        }

        return null;
    }

    private async Task EndAsync(NodeOutbox outbox)
    {
        try
        {
            await outbox.DisconnectAsync();
        }
        catch (Exception e)
        {
            FleetLog.SendFailed(_logger, _node, e.Message);
        }
    }

    private LinkTime Now() => new((long)_time.GetElapsedTime(0).TotalMilliseconds, _wallTime());
}
