using EdgeKube.Link;
using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>One node's wire: loses, doubles, reorders, delays, and brings back messages of long ago, until it is told to be quiet.</summary>
internal sealed class HostileNetwork(World world, Plant plant)
{
    private readonly List<(bool Up, LinkEffect.Send Message)> _old = [];

    public bool Quiet { get; set; }

    public bool Partitioned { get; set; }

    public bool Connected { get; set; }

    public int Frames { get; private set; }

    public int Bytes { get; private set; }

    public Action<LinkEffect.Send>? ToController { get; set; }

    public Action<LinkEffect.Send>? ToNode { get; set; }

    public void Send(bool up, LinkEffect.Send message)
    {
        Frames++;
        Bytes += message.Payload.Length;
        if (!Connected || Tamper(up, message))
        {
            return;
        }

        if (Quiet)
        {
            Deliver(20, up, message);
            return;
        }

        Remember(up, message);
        if (!Partitioned && !world.Chance(0.1))
        {
            Deliver(Delay(), up, message);
        }

        if (world.Chance(0.1))
        {
            Deliver(Delay(), up, message);
        }

        if (world.Chance(0.05) && _old.Count > 0)
        {
            var (oldUp, old) = _old[world.Random.Next(_old.Count)];
            Deliver(Delay() * 10, oldUp, old);
        }
    }

    private long Delay() => world.Chance(0.2) ? world.Random.Next(8_000) : world.Random.Next(200);

    private void Remember(bool up, LinkEffect.Send message)
    {
        if (_old.Count < 200)
        {
            _old.Add((up, message));
        }
        else
        {
            _old[world.Random.Next(_old.Count)] = (up, message);
        }
    }

    private void Deliver(long delay, bool up, LinkEffect.Send message) => world.After(delay, () =>
    {
        if (Connected && (Quiet || !Partitioned))
        {
            (up ? ToController : ToNode)?.Invoke(message);
        }
    });

    private bool Tamper(bool up, LinkEffect.Send message)
    {
        if (plant is not (Plant.ForgedAcks or Plant.NoProbes))
        {
            return false;
        }

        var envelope = FrameCodec.Decode(message.Payload.Span, LinkLimits.Default);
        if (plant == Plant.NoProbes)
        {
            return envelope.Frame is Frame.Probe;
        }

        if (up || envelope.Frame is not Frame.Delta { Set: SetId.View } delta)
        {
            return false;
        }

        var ack = new Frame.Ack(SetId.View, delta.Sequence, delta.After);
        var forged = new LinkEffect.Send(LinkChannel.Control, FrameCodec.Encode(new(envelope.Session, ack)));
        Deliver(10, up: true, forged);
        return true;
    }
}
