using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>Counts what passes between the nodes and the fleet, and changes nothing of it.</summary>
internal sealed class MeteredNodeDoor(INodeDoor inner, LinkLedger ledger) : INodeDoor
{
    public ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken)
    {
        ledger.Connect(nodeName, connection.KeepAlive);
        return inner.OnNodeConnectedAsync(nodeName, new MeteredConnection(nodeName, connection, ledger), cancellationToken);
    }

    public ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        ledger.Count(nodeName, TrafficClassifier.Of(channel, frame), frame.Length);
        return inner.OnNodeMessageAsync(nodeName, channel, frame, cancellationToken);
    }

    public ValueTask OnNodeDisconnectedAsync(string nodeName, bool gracefully, CancellationToken cancellationToken)
    {
        ledger.Disconnect(nodeName);
        return inner.OnNodeDisconnectedAsync(nodeName, gracefully, cancellationToken);
    }
}
