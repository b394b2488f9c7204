using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// What the MQTT doors hand over about nodes. Calls for one node come one at a time and in order, from one door; an exception ends that node's
/// connection. The token fires when the connection ends or the controller stops.
/// </summary>
internal interface INodeDoor
{
    /// <summary>
    /// A node has connected. A second connection of the same node has ended the first before, unless that came by another way: then it is ended from here.
    /// </summary>
    ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken);

    /// <summary>A frame has arrived; the PUBACK follows when this returns.</summary>
    /// <param name="nodeName">Proven by the door.</param>
    /// <param name="channel">From <c>…/up</c> or <c>…/up/stream</c>.</param>
    /// <param name="frame">Belongs to the receiver.</param>
    /// <param name="cancellationToken">Fires when the connection ends.</param>
    ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>A connection is gone. Changes nothing when the node has another by now.</summary>
    /// <param name="nodeName">Proven by the door.</param>
    /// <param name="connection">The one it was told of.</param>
    /// <param name="gracefully">The node said goodbye with DISCONNECT.</param>
    /// <param name="cancellationToken">Fires when the controller stops hard.</param>
    ValueTask OnNodeDisconnectedAsync(string nodeName, INodeConnection connection, bool gracefully, CancellationToken cancellationToken);
}
