using System.Security.Cryptography;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Fleet.Reports;
using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Controller.Fleet.Views;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Security;
using EdgeKube.Link;
using EdgeKube.Link.Sync;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet;

/// <summary>
/// The controller's end of the link to all nodes: keeps each node's view in step with the API, brings its report into it, tells who is
/// present, and carries logs.
/// </summary>
internal sealed class NodeFleet(
    IResources resources,
    string storeId,
    NodePresenceTable presence,
    ViolationLedger violations,
    Tombstones tombstones,
    TimeProvider time,
    ILogger<NodeFleet> logger)
    : INodeDoor, INodeStreams, IControllerLoop
{
    // Guards what follows: a channel made with a view misses no change after it.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeChannel> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RemovedNode> _removed = new(StringComparer.Ordinal);
    private readonly RemovalEvents _removals = new(resources, time, logger);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LogOpener _logs = new(time);
    private readonly PodStreamOpener _podStreams = new(time);
    private ViewBuilder? _views;
    private long _revision;

    public string Name => "fleet";

    /// <summary>What this end can do, and the version it tells nodes.</summary>
    public LinkOptions Options { get; init; } = LinkOptions.Default;

    /// <summary>What nodes are told of trust; null when they come in without TLS.</summary>
    public TrustView? Trust { get; init; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var revision = Begin();
        _begun.TrySetResult();
        try
        {
            await foreach (var change in resources.WatchAsync(revision, cancellationToken))
            {
                Take(change);
            }
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                await StopAsync();
            }
        }
    }

    public async ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken)
    {
        // A view that is not whole would tell the node to stop its pods.
        await _begun.Task.WaitAsync(cancellationToken);
        if (Enter(nodeName, connection) is { } channel)
        {
            await channel.ConnectAsync(connection, cancellationToken);
        }
    }

    public async ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (FindRemoved(nodeName) is { } removed)
        {
            await removed.ReceiveAsync(channel, frame, cancellationToken);
        }
        else if (Find(nodeName) is { } node)
        {
            await node.StepAsync(new LinkEvent.Received(channel, frame), cancellationToken);
        }
    }

    public async ValueTask OnNodeDisconnectedAsync(string nodeName, INodeConnection connection, bool gracefully, CancellationToken cancellationToken)
    {
        if (Leave(nodeName, connection) is { } channel && await channel.DisconnectAsync(connection, cancellationToken))
        {
            Forget(nodeName, channel);
        }
    }

    public async Task<ApiResult<IAsyncEnumerable<ReadOnlyMemory<byte>>>> OpenLogAsync(Pod pod, PodLogOptions options, CancellationToken cancellationToken) =>
        pod.Spec?.NodeName is { } node && Find(node) is { IsActive: true } channel
            ? await _logs.OpenAsync(channel, pod, options, cancellationToken)
            : StreamErrors.NotConnected(pod.Spec?.NodeName ?? "");

    public async Task<ApiResult<IPodStream>> OpenStreamAsync(Pod pod, PodStreamRequest request, CancellationToken cancellationToken) =>
        pod.Spec?.NodeName is { } node && Find(node) is { IsActive: true } channel
            ? await _podStreams.OpenAsync(channel, pod, request, cancellationToken)
            : StreamErrors.NotConnected(pod.Spec?.NodeName ?? "");

    /// <summary>Opens a stream to the node itself; null when it is not connected.</summary>
    public async Task<NodeStream?> OpenStreamAsync(string node, string kind, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) =>
        Find(node) is { IsActive: true } channel ? await channel.OpenStreamAsync(kind, arguments, cancellationToken) : null;

    /// <summary>A person decided that a node in conflict shall take this controller's view. Null when the node was told; else why it was not.</summary>
    public async Task<ApiStatus?> ResolveAsync(string node, CancellationToken cancellationToken) => ResolveOutcomes.FindError(
        node, Find(node) is { } channel ? await channel.ResolveAsync(cancellationToken) : ResolveOutcome.NotConnected);

    /// <summary>The controller is about to stop: every node that is there is told, and returns when they heard it or the token fires.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        NodeChannel[] channels;
        lock (_lock)
        {
            channels = [.. _channels.Values.Where(channel => channel.IsActive)];
        }

        try
        {
            await Task.WhenAll(channels.Select(channel => channel.LeaveAsync(cancellationToken)));
        }
        catch (OperationCanceledException)
        {
            // Some node takes nothing just now: it will notice the end of its connection.
        }
    }

    /// <summary>Other authorities are trusted now: every node hears of it.</summary>
    public void TellTrust()
    {
        lock (_lock)
        {
            foreach (var (node, channel) in _channels)
            {
                // Without a view nobody has been let in yet.
                channel.Post(new LinkEvent.Changed([_views!.Build(new ViewChange(node, TrustView.Key))], _revision));
            }
        }
    }

    // Also after the watch broke off: channels that exist get what they missed, and lose what is gone.
    private long Begin()
    {
        lock (_lock)
        {
            // Read before the objects: what changes in between is looked at twice.
            _revision = resources.Revision;
            var before = _views;
            _views = new ViewBuilder(resources, Trust);
            foreach (var (node, channel) in _channels)
            {
                var keys = _views.KeysOf(node).Union(before?.KeysOf(node) ?? []);
                channel.Post(new LinkEvent.Changed([.. keys.Select(key => _views.Build(new ViewChange(node, key)))], _revision));
            }

            return _revision;
        }
    }

    private void Take(ResourceChange change)
    {
        lock (_lock)
        {
            _revision = Math.Max(_revision, change.Revision);
            var key = new LinkKey(change.Kind, change.Namespace, change.Name);
            foreach (var touched in _views!.Observe(key).GroupBy(one => one.Node))
            {
                if (_channels.TryGetValue(touched.Key, out var channel))
                {
                    channel.Post(new LinkEvent.Changed([.. touched.Select(_views.Build)], _revision));
                    Revisit(channel, key, change.Type);
                }
            }

            if (key.Kind == "Node" && tombstones.Find(key.Name) is not null && _channels.Remove(key.Name, out var expelled))
            {
                // It comes back by itself, and is then told to leave.
                expelled.Expel();
            }
        }
    }

    // Somebody else may have written over what the node says, or may wait for the end that it has told already.
    private static void Revisit(NodeChannel channel, LinkKey key, ResourceChangeType type)
    {
        // A mirror that was deleted is made anew; of any other pod that is gone there is nothing to say.
        if ((type != ResourceChangeType.Deleted || key.Kind == "Pod") && key.Kind is ("Pod" or "Node") && channel.Report.Holds(key.ToString()))
        {
            channel.Revisit([key.ToString()]);
        }
    }

    private async Task StopAsync()
    {
        NodeChannel[] channels;
        lock (_lock)
        {
            channels = [.. _channels.Values];
            _channels.Clear();
        }

        foreach (var channel in channels)
        {
            channel.Complete();
        }

        await Task.WhenAll(channels.Select(channel => channel.Completion));
    }

    private NodeChannel? Find(string node)
    {
        lock (_lock)
        {
            return _channels.GetValueOrDefault(node);
        }
    }

    private RemovedNode? FindRemoved(string node)
    {
        lock (_lock)
        {
            return _removed.GetValueOrDefault(node);
        }
    }

    // Under the lock that changes are taken under: a node that is being removed is either expelled or not let in.
    private NodeChannel? Enter(string node, INodeConnection connection)
    {
        lock (_lock)
        {
            _removed.Remove(node);
            if (tombstones.Find(node) is not { } tombstone)
            {
                return GetOrAdd(node);
            }

            _removed[node] = new RemovedNode(node, tombstone, connection, tombstones, _removals, logger);
            return null;
        }
    }

    private NodeChannel? Leave(string node, INodeConnection connection)
    {
        lock (_lock)
        {
            if (!_removed.TryGetValue(node, out var removed))
            {
                return _channels.GetValueOrDefault(node);
            }

            if (removed.Connection.Equals(connection))
            {
                _removed.Remove(node);
            }

            return null;
        }
    }

    private DateTimeOffset WallTime() => Trust?.ProvenTime ?? time.GetUtcNow();

    private NodeChannel GetOrAdd(string node)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(node, out var channel))
            {
                var link = new ControllerLink(
                    node, new ViewVersion(storeId, _revision), _views!.Build(node), Options, IsInConflict(node), RandomNumberGenerator.GetInt32(1 << 24));
                var report = new ReportApplier(node, resources, violations, tombstones, time, logger);
                channel = new NodeChannel(node, link, report, presence, _removals, time, WallTime, logger);
                _channels.Add(node, channel);
            }

            return channel;
        }
    }

    // What the last controller on this store saw: its memory is gone, and the node still waits.
    private bool IsInConflict(string node) =>
        resources.Find<Node>(null, node)?.Status?.Conditions?.Any(condition => condition is { Type: ViewConflict.ConditionType, Status: "True" }) is true;

    // What never became a node leaves nothing behind.
    private void Forget(string node, NodeChannel channel)
    {
        lock (_lock)
        {
            if (resources.Find<Node>(null, node) is null && _channels.Remove(node))
            {
                channel.Complete();
            }
        }
    }
}
