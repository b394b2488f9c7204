using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using EdgeKube.Api;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>A node made of the real link, joined to the fleet's door without a network: a frame counts as acknowledged when it was stepped.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly Channel<(LinkEvent Event, TaskCompletionSource Done)> _work = Channel.CreateUnbounded<(LinkEvent, TaskCompletionSource)>();
    private readonly NodeLink _link;
    private readonly Task _loop;
    private readonly ITimer _wake;
    private Wire? _wire;

    public TestNode(string name)
    {
        Name = name;
        _link = new NodeLink(new NodeIdentity(name, "boot-1"), ReplicaState.Empty);
        _wake = TimeProvider.System.CreateTimer(_ => StepAsync(new LinkEvent.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    public string Name { get; }

    public ConcurrentDictionary<string, ReadOnlyMemory<byte>> View { get; } = new();

    /// <summary>Keys of every change of the view, in order.</summary>
    public ConcurrentQueue<string> Changes { get; } = new();

    public ConcurrentQueue<LinkEffect> Effects { get; } = new();

    public int FramesDown { get; private set; }

    public int FramesUp { get; private set; }

    public bool IsInSync => _link.IsActive && _link.IsReportInSync;

    /// <summary>What is stepped at once when a stream is opened, gets credit or ends: credit counts only what was written before.</summary>
    public Func<LinkEffect, IEnumerable<LinkEvent>>? OnStream { get; set; }

    public async Task ConnectAsync(INodeDoor door)
    {
        _wire = new Wire(this, door);
        await door.OnNodeConnectedAsync(Name, _wire, CancellationToken.None);
        await StepAsync(new LinkEvent.Connected((ulong)Random.Shared.NextInt64(1, long.MaxValue)));
    }

    public async Task DisconnectAsync()
    {
        var wire = _wire!;
        _wire = null;
        await StepAsync(new LinkEvent.Disconnected());
        await wire.EndAsync();
    }

    public Task StepAsync(LinkEvent linkEvent)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _work.Writer.TryWrite((linkEvent, done)) ? done.Task : Task.FromException(new IOException("the node has ended"));
    }

    public Task ReportAsync(params SetChange[] changes) => StepAsync(new LinkEvent.Changed(changes));

    public static SetChange Of(Pod pod, bool removed = false, string phase = "Running", string? uid = null) => new(
        $"Pod/{pod.Namespace}/{pod.Name}",
        JsonSerializer.SerializeToUtf8Bytes(
            new Pod
            {
                Metadata = new()
                {
                    Name = pod.Name,
                    Namespace = pod.Namespace,
                    Uid = uid ?? pod.Uid,
                    Annotations = removed ? new Dictionary<string, string> { ["edgekube.io/removed"] = "true" } : null,
                },
                Status = new() { Phase = phase, PodIP = "10.42.0.5", Conditions = [new() { Type = "Ready", Status = "True", LastTransitionTime = DateTimeOffset.UnixEpoch }] },
            },
            CoreJsonContext.Default.Pod));

    /// <summary>A pod with all that it has, as nodes tell their static ones.</summary>
    public static SetChange OfWhole(Pod pod) => new($"Pod/{pod.Namespace}/{pod.Name}", JsonSerializer.SerializeToUtf8Bytes(pod, CoreJsonContext.Default.Pod));

    public SetChange OfSelf(string ready = "True", int capacity = 0, bool isFenced = true) => OfNode(Name, ready, capacity, isFenced);

    /// <param name="name">Of the node.</param>
    /// <param name="ready">Of its condition.</param>
    /// <param name="capacity">Of cpu and pods.</param>
    /// <param name="isFenced">Claims a label that it may not claim.</param>
    public static SetChange OfNode(string name, string ready = "True", int capacity = 0, bool isFenced = true) => new(
        $"Node//{name}",
        JsonSerializer.SerializeToUtf8Bytes(
            new Node
            {
                Metadata = new() { Name = name, Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name, [isFenced ? "node-restriction.kubernetes.io/zone" : "zone"] = "x" } },
                Status = new()
                {
                    Conditions = [new() { Type = "Ready", Status = ready, LastTransitionTime = DateTimeOffset.UnixEpoch }],
                    Allocatable = new Dictionary<string, Quantity> { ["cpu"] = Quantity.FromUnits(capacity), ["pods"] = Quantity.FromUnits(capacity) },
                },
            },
            CoreJsonContext.Default.Node));

    public async ValueTask DisposeAsync()
    {
        if (_wire is not null)
        {
            await DisconnectAsync();
        }

        await _wake.DisposeAsync();
        _work.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        await foreach (var (linkEvent, done) in _work.Reader.ReadAllAsync())
        {
            try
            {
                Step(linkEvent);
                done.TrySetResult();
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }
    }

    private void Step(LinkEvent linkEvent)
    {
        var now = new LinkTime((long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds, TimeProvider.System.GetUtcNow());
        foreach (var effect in _link.Step(linkEvent, now))
        {
            Effects.Enqueue(effect);
            switch (effect)
            {
                case LinkEffect.Send send:
                    FramesUp++;
                    _wire?.Up(send);
                    break;
                case LinkEffect.Wake wake:
                    var wait = wake.AtMilliseconds is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - now.Milliseconds)) : Timeout.InfiniteTimeSpan;
                    _wake.Change(wait, Timeout.InfiniteTimeSpan);
                    break;
                case LinkEffect.Apply apply:
                    Take(apply);
                    Step(new LinkEvent.Applied(apply.Token));
                    break;
                case LinkEffect.StreamOpened or LinkEffect.StreamCredit or LinkEffect.StreamEnded:
                    foreach (var answer in OnStream?.Invoke(effect) ?? [])
                    {
                        Step(answer);
                    }

                    break;
            }
        }
    }

    private void Take(LinkEffect.Apply apply)
    {
        // Told before it is seen: who waits for the view then finds every change that led to it.
        foreach (var upsert in apply.Upserts)
        {
            Changes.Enqueue(upsert.Key);
            View[upsert.Key] = upsert.Content;
        }

        foreach (var key in apply.Deletes)
        {
            Changes.Enqueue($"-{key}");
            View.TryRemove(key, out _);
        }
    }

    private sealed class Wire : INodeConnection
    {
        private readonly Channel<LinkEffect.Send> _up = Channel.CreateUnbounded<LinkEffect.Send>();
        private readonly TestNode _node;
        private readonly INodeDoor _door;
        private readonly Task _pump;

        public Wire(TestNode node, INodeDoor door)
        {
            (_node, _door) = (node, door);
            _pump = Task.Run(PumpAsync);
        }

        public void Up(LinkEffect.Send send) => _up.Writer.TryWrite(send);

        public Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken)
        {
            if (_node._wire != this)
            {
                return Task.FromException(new IOException("the connection is gone"));
            }

            _node.FramesDown++;
            return _node.StepAsync(new LinkEvent.Received(frame.Channel, frame.Payload));
        }

        public Task DisconnectAsync() => _node._wire == this ? _node.DisconnectAsync() : Task.CompletedTask;

        public async Task EndAsync()
        {
            _up.Writer.TryComplete();
            await _pump;
            await _door.OnNodeDisconnectedAsync(_node.Name, this, true, CancellationToken.None);
        }

        private async Task PumpAsync()
        {
            await foreach (var send in _up.Reader.ReadAllAsync())
            {
                await _door.OnNodeMessageAsync(_node.Name, send.Channel, send.Payload, CancellationToken.None);
            }
        }
    }
}
