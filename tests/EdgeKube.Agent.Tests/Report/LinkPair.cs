using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Tests.Report;

/// <summary>Both ends of a link with nothing between them; what the controller took is written down.</summary>
internal sealed class LinkPair
{
    private readonly ControllerLink _controller = new("n1", new ViewVersion("epoch", 1), []);
    private long _now;
    private ulong _nonce;
    private bool _isUp;

    public NodeLink Node { get; } = new(new NodeIdentity("n1", "boot"), new ReplicaState(new Dictionary<string, ContentHash>(), null));

    /// <summary>Key and content, in the order in which the controller took them.</summary>
    public List<SetUpsert> Taken { get; } = [];

    /// <summary>Bytes that the node sent.</summary>
    public long Sent { get; private set; }

    public void Connect()
    {
        _isUp = true;
        Step(new LinkEvent.Connected(++_nonce));
    }

    public void Disconnect()
    {
        _isUp = false;
        Step(new LinkEvent.Disconnected());
        Carry(_controller.Step(new LinkEvent.Disconnected(), Now()), fromNode: false);
    }

    public void Step(LinkEvent linkEvent) => Carry(Node.Step(linkEvent, Now()), fromNode: true);

    private LinkTime Now() => new(++_now, DateTimeOffset.UnixEpoch);

    private void Carry(IEnumerable<LinkEffect> effects, bool fromNode)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case LinkEffect.Send send when _isUp && fromNode:
                    Sent += send.Payload.Length;
                    Carry(_controller.Step(new LinkEvent.Received(send.Channel, send.Payload), Now()), fromNode: false);
                    break;
                case LinkEffect.Send send when _isUp:
                    Step(new LinkEvent.Received(send.Channel, send.Payload));
                    break;
                case LinkEffect.Apply apply when fromNode:
                    Step(new LinkEvent.Applied(apply.Token));
                    break;
                case LinkEffect.Apply apply:
                    Taken.AddRange(apply.Upserts);
                    Carry(_controller.Step(new LinkEvent.Applied(apply.Token), Now()), fromNode: false);
                    break;
            }
        }
    }
}
