using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>Counts what is sent to one node.</summary>
internal sealed class MeteredConnection(string node, INodeConnection inner, LinkLedger ledger) : INodeConnection
{
    public TimeSpan KeepAlive => inner.KeepAlive;

    public Task SendAsync(LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        ledger.Count(node, TrafficClassifier.Of(channel, frame), frame.Length);
        return inner.SendAsync(channel, frame, cancellationToken);
    }

    public Task DisconnectAsync() => inner.DisconnectAsync();
}
