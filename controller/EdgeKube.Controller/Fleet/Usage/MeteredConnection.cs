using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>Counts what is sent to one node.</summary>
internal sealed class MeteredConnection(string node, INodeConnection inner, LinkLedger ledger) : INodeConnection
{
    public TimeSpan KeepAlive => inner.KeepAlive;

    public Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken)
    {
        ledger.Count(node, TrafficClassifier.Of(frame.Channel, frame.Payload), frame.Payload.Length);
        return inner.SendAsync(frame, cancellationToken);
    }

    public Task DisconnectAsync() => inner.DisconnectAsync();
}
