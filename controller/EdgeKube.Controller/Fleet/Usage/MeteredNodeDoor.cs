using System.Collections.Concurrent;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>Counts what passes between the nodes and the fleet, and changes nothing of it.</summary>
internal sealed class MeteredNodeDoor(INodeDoor inner, LinkLedger ledger) : INodeDoor
{
    private readonly ConcurrentDictionary<string, MeteredConnection> _current = new(StringComparer.Ordinal);

    public ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken)
    {
        var metered = new MeteredConnection(nodeName, connection, ledger);
        _current[nodeName] = metered;
        ledger.Connect(nodeName, connection.KeepAlive);
        return inner.OnNodeConnectedAsync(nodeName, metered, cancellationToken);
    }

    public ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        ledger.Count(nodeName, TrafficClassifier.Of(channel, frame), frame.Length);
        return inner.OnNodeMessageAsync(nodeName, channel, frame, cancellationToken);
    }

    public ValueTask OnNodeDisconnectedAsync(string nodeName, INodeConnection connection, bool gracefully, CancellationToken cancellationToken)
    {
        var metered = new MeteredConnection(nodeName, connection, ledger);
        if (_current.TryRemove(new KeyValuePair<string, MeteredConnection>(nodeName, metered)))
        {
            ledger.Disconnect(nodeName);
        }

        return inner.OnNodeDisconnectedAsync(nodeName, metered, gracefully, cancellationToken);
    }
}
