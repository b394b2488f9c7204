using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>Counts what is sent to one node. Equal to another that stands for the same connection.</summary>
internal sealed record MeteredConnection(string Node, INodeConnection Inner, LinkLedger Ledger) : INodeConnection
{
    public TimeSpan KeepAlive => Inner.KeepAlive;

    public Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken)
    {
        Ledger.Count(Node, TrafficClassifier.Of(frame.Channel, frame.Payload), frame.Payload.Length);
        return Inner.SendAsync(frame, cancellationToken);
    }

    public Task DisconnectAsync() => Inner.DisconnectAsync();
}
