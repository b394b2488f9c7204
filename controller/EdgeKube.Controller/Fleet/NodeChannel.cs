using System.Threading.Channels;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Fleet.Reports;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Link;
using EdgeKube.Link.Frames;
using EdgeKube.Link.Streams;
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
    private readonly ReportApplier _report;
    private readonly NodePresenceTable _presence;
    private readonly RemovalEvents _removals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _wake;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<ChannelWork> _work = Channel.CreateUnbounded<ChannelWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<uint, LogStream> _streams = [];
    private NodeOutbox? _outbox;
    private volatile bool _isActive;

    public NodeChannel(string node, ControllerLink link, ReportApplier report, NodePresenceTable presence, RemovalEvents removals, TimeProvider time, ILogger logger)
    {
        (_node, _link, _report, _presence, _removals, _time, _logger) = (node, link, report, presence, removals, time, logger);
        _wake = time.CreateTimer(_ => Post(new LinkEvent.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Completion = Task.Run(RunAsync);
    }

    /// <summary>The node has said hello and was welcomed.</summary>
    public bool IsActive => _isActive;

    /// <summary>Completes after <see cref="Complete"/>.</summary>
    public Task Completion { get; }

    public ReportApplier Report => _report;

    /// <summary>A connection stands; returns when the link knows.</summary>
    public Task ConnectAsync(INodeConnection connection, CancellationToken cancellationToken) => StepAsync(
        () =>
        {
            _outbox?.Close();
            _outbox = new NodeOutbox(connection);
            _ = SendAsync(_outbox);
            return new LinkEvent.Disconnected();
        },
        cancellationToken);

    /// <summary>The connection is gone.</summary>
    public Task DisconnectAsync(CancellationToken cancellationToken) => StepAsync(
        () =>
        {
            _outbox?.Close();
            _outbox = null;
            return new LinkEvent.Disconnected();
        },
        cancellationToken);

    /// <summary>Queues an event; returns once it was stepped and its effects were carried out.</summary>
    public Task StepAsync(LinkEvent linkEvent, CancellationToken cancellationToken) => StepAsync(() => linkEvent, cancellationToken);

    /// <summary>Queues an event without waiting for it.</summary>
    public void Post(LinkEvent linkEvent) => _work.Writer.TryWrite(new ChannelWork(() => linkEvent, null));

    /// <summary>Opens the log of a container. The stream has ended already when the node is not there.</summary>
    public async Task<LogStream> OpenLogAsync(IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var stream = new LogStream(_node, this);
        await StepAsync(
            () =>
            {
                stream.Id = _link.NextStreamId;
                _streams[stream.Id] = stream;
                return new LinkEvent.StreamOpen(stream.Id, StreamKinds.Logs, arguments);
            },
            cancellationToken);
        return stream;
    }

    /// <summary>Nobody reads the stream any more. Does no harm when it has ended.</summary>
    public void CancelLog(uint stream) => _work.Writer.TryWrite(new ChannelWork(
        () => _streams.Remove(stream) ? new LinkEvent.StreamCancel(stream) : null, null));

    /// <summary>Compares entries of the report with the API once more, when the node is there.</summary>
    public void Revisit(IReadOnlyCollection<string> keys)
    {
        if (_isActive)
        {
            _ = RevisitAsync(keys);
        }
    }

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

    private async Task StepAsync(Func<LinkEvent?> linkEvent, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_work.Writer.TryWrite(new ChannelWork(linkEvent, done)))
        {
            throw new OperationCanceledException("the controller stops");
        }

        await done.Task.WaitAsync(cancellationToken);
    }

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
        await _stopping.CancelAsync();
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
            case LinkEffect.Apply apply:
                _ = ApplyAsync(apply);
                break;
            case LinkEffect.Wake wake:
                var wait = wake.AtMilliseconds is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - Now().Milliseconds)) : Timeout.InfiniteTimeSpan;
                _wake.Change(wait, Timeout.InfiniteTimeSpan);
                break;
            case LinkEffect.StreamData data:
                _streams.GetValueOrDefault(data.Stream)?.Receive(data.Bytes);
                break;
            case LinkEffect.StreamEnded ended when _streams.Remove(ended.Stream, out var stream):
                stream.Finish(ended.End);
                break;
            case LinkEffect.Rejected rejected:
                FleetLog.Rejected(_logger, _node, rejected.Why);
                break;
            default:
                FollowSession(effect);
                break;
        }
    }

    private void FollowSession(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.SessionStarted started:
                FleetLog.SessionStarted(_logger, _node, started.Peer.Version);
                _isActive = true;
                _report.Conflict = null;
                _presence.NodeConnected(_node);

                // The node will not repeat what it said before; the API may have been told otherwise while it was away.
                Revisit(_report.Keys);
                break;
            case LinkEffect.SessionEnded ended:
                FleetLog.SessionEnded(_logger, _node, ended.Detail.Length > 0 ? ended.Detail : $"{ended.Reason}");
                _isActive = false;
                _presence.NodeDisconnected(_node);
                if (ended.Reason == GoodbyeReason.Left)
                {
                    _ = TellLeftAsync(ended.Detail);
                }

                break;
            case LinkEffect.Conflict conflict:
                _report.Conflict = ViewConflict.Describe(_node, conflict.Node, conflict.Controller);
                FleetLog.Conflict(_logger, _node, _report.Conflict);
                Revisit([LinkKey.NodeOf(_node).ToString()]);
                break;
        }
    }

    // Somebody at the device has taken it out of the cluster; its Node stays until an operator deletes it.
    private async Task TellLeftAsync(string detail)
    {
        try
        {
            await _removals.LeftAsync(_node, _report.NodeUid, $"{detail}; forget it with: edgectl delete node {_node}", _stopping.Token);
        }
        catch (Exception e)
        {
            FleetLog.EventRefused(_logger, _node, e.Message);
        }
    }

    private async Task SendAsync(NodeOutbox outbox)
    {
        if (await outbox.RunAsync() is { } error)
        {
            FleetLog.SendFailed(_logger, _node, error);
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

    private async Task ApplyAsync(LinkEffect.Apply apply)
    {
        try
        {
            await _report.ApplyAsync(apply, _stopping.Token);
            Post(new LinkEvent.Applied(apply.Token));
        }
        catch (Exception e)
        {
            // Whatever it was, what was written may be written again: the node sends it anew after a while.
            if (!_stopping.IsCancellationRequested)
            {
                FleetLog.ReportNotStored(_logger, _node, e);
            }

            Post(new LinkEvent.ApplyFailed(apply.Token));
        }
    }

    private async Task RevisitAsync(IReadOnlyCollection<string> keys)
    {
        try
        {
            await _report.RevisitAsync(keys, _stopping.Token);
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            FleetLog.ReportNotStored(_logger, _node, e);
        }
        catch (OperationCanceledException)
        {
            // The controller stops; the next one looks at everything.
        }
    }

    private LinkTime Now() => new((long)_time.GetElapsedTime(0).TotalMilliseconds, _time.GetUtcNow());
}
