using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// What the MQTT door hands over about nodes. Calls for one node come one at a time and in order; an exception ends that node's
/// connection. The token fires when the connection ends or the controller stops.
/// </summary>
internal interface INodeDoor
{
    /// <summary>A node has connected; a second connection of the same node has ended the first before.</summary>
    ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken);

    /// <summary>A frame has arrived; the PUBACK follows when this returns.</summary>
    /// <param name="nodeName">Proven by the door.</param>
    /// <param name="channel">From <c>…/up</c> or <c>…/up/stream</c>.</param>
    /// <param name="frame">Belongs to the receiver.</param>
    /// <param name="cancellationToken">Fires when the connection ends.</param>
    ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>The connection is gone.</summary>
    /// <param name="nodeName">Proven by the door.</param>
    /// <param name="gracefully">The node said goodbye with DISCONNECT.</param>
    /// <param name="cancellationToken">Fires when the controller stops hard.</param>
    ValueTask OnNodeDisconnectedAsync(string nodeName, bool gracefully, CancellationToken cancellationToken);
}
