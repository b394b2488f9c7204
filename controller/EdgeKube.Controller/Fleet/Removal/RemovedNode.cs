using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet.Removal;

/// <summary>The connection of a node that was removed: it is told to leave, and remembered until it says that it has.</summary>
internal sealed class RemovedNode(string node, Tombstone tombstone, INodeConnection connection, Tombstones tombstones, RemovalEvents events, ILogger logger)
{
    private readonly RemovedNodeLink _link = new(node, $"removed by an operator at {tombstone.RemovedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}");
    private bool _isTold;

    public INodeConnection Connection => connection;

    /// <summary>Calls come one at a time. What the node's last word needs is durable when this returns.</summary>
    public async Task ReceiveAsync(LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        foreach (var effect in _link.Step(new LinkEvent.Received(channel, frame)))
        {
            switch (effect)
            {
                case LinkEffect.Send send:
                    _ = SendAsync(send);
                    await TellAsync(cancellationToken);
                    break;
                case LinkEffect.Left left:
                    await events.LeftAsync(node, tombstone.Uid, left.Detail, cancellationToken);
                    await tombstones.ForgetAsync(node, cancellationToken);
                    break;
                case LinkEffect.Rejected rejected:
                    FleetLog.Rejected(logger, node, rejected.Why);
                    break;
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (!_isTold)
        {
            _isTold = true;
            await events.LeavingAsync(node, tombstone.Uid, cancellationToken);
        }
    }

    // Not awaited: the node's PUBACK comes by the connection whose message is being answered.
    private async Task SendAsync(LinkEffect.Send send)
    {
        try
        {
            await connection.SendAsync(send, CancellationToken.None);
        }
        catch (Exception e)
        {
            FleetLog.SendFailed(logger, node, e.Message);
        }
    }
}
