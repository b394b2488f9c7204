using EdgeKube.Link;
using EdgeKube.Link.Frames;

namespace EdgeKube.Simulation;

/// <summary>One node's wire: loses, doubles, reorders, delays, spoils, and brings back messages of long ago, until it is told to be quiet.</summary>
internal sealed class HostileNetwork
{
    private readonly World _world;
    private readonly Plant _plant;
    private readonly WireTamper _tamper;
    private readonly List<(bool Up, LinkEffect.Send Message)> _old = [];

    private bool _isSpoiled;

    public HostileNetwork(World world, Plant plant) => (_world, _plant, _tamper) = (world, plant, new(plant));

    public bool Quiet { get; set; }

    public bool Partitioned { get; set; }

    public bool Connected { get; set; }

    public int Frames { get; private set; }

    public int Bytes { get; private set; }

    public Action<LinkEffect.Send>? ToController { get; set; }

    public Action<LinkEffect.Send>? ToNode { get; set; }

    /// <summary>Told by a node whose agent died: the controller hears of it.</summary>
    public Action? OnDisconnected { get; set; }

    public void Disconnected()
    {
        if (Connected)
        {
            Connected = false;
            OnDisconnected?.Invoke();
        }
    }

    /// <summary>An end refused what it was just given: that is right for a message that was spoiled, and for no other.</summary>
    public void Refused(string who, string why)
    {
        if (!_isSpoiled)
        {
            throw new SimulationFault($"{who} rejected: {why}");
        }

        _isSpoiled = false;
    }

    public void Send(bool up, LinkEffect.Send message)
    {
        Frames++;
        Bytes += message.Payload.Length;
        _world.Note((message.Payload.Length * 2) + (up ? 1 : 0));
        if (!Connected || _tamper.Change(up, message) is not { } sent)
        {
            return;
        }

        foreach (var (toController, one) in sent)
        {
            Carry(toController, one);
        }
    }

    private void Carry(bool up, LinkEffect.Send message)
    {
        if (Quiet)
        {
            Deliver(20, up, message);
            return;
        }

        Remember(up, message);
        if (!Partitioned && !_world.Chance(0.1))
        {
            Deliver(Delay(), up, message);
        }

        if (_world.Chance(0.1))
        {
            Deliver(Delay(), up, message);
        }

        if (_world.Chance(0.05) && _old.Count > 0)
        {
            var (oldUp, old) = _old[_world.Random.Next(_old.Count)];
            Deliver(Delay() * 10, oldUp, old);
        }
    }

    private long Delay() => _world.Chance(0.2) ? _world.Random.Next(8_000) : _world.Random.Next(200);

    private void Remember(bool up, LinkEffect.Send message)
    {
        if (_old.Count < 200)
        {
            _old.Add((up, message));
        }
        else
        {
            _old[_world.Random.Next(_old.Count)] = (up, message);
        }
    }

    private void Deliver(long delay, bool up, LinkEffect.Send message) => _world.After(delay, () =>
    {
        if (Connected && (Quiet || !Partitioned))
        {
            _world.Journal?.Invoke($"{_world.Now} to the {(up ? "controller" : "node")}: {FrameCodec.Decode(message.Payload.Span, LinkLimits.Default)}");
            var toEnd = up ? ToController : ToNode;
            if (!Quiet && _world.Chance(0.01))
            {
                DeliverSpoiled(toEnd, message);
            }
            else
            {
                toEnd?.Invoke(message);
            }
        }
    });

    // As on a link without TLS. No end may believe a bit of it.
    private void DeliverSpoiled(Action<LinkEffect.Send>? toEnd, LinkEffect.Send message)
    {
        var bytes = message.Payload.ToArray();
        for (var flips = 1 + _world.Random.Next(3); flips > 0; flips--)
        {
            bytes[_world.Random.Next(bytes.Length)] ^= (byte)(1 << _world.Random.Next(8));
        }

        if (_plant == Plant.SpoiledMessagesBelieved)
        {
            MessageCheck.Seal(bytes);
        }

        _isSpoiled = !bytes.AsSpan().SequenceEqual(message.Payload.Span);
        toEnd?.Invoke(message with { Payload = bytes });
        if (_isSpoiled)
        {
            throw new SimulationFault($"a message that was changed on its way was taken: {Convert.ToHexString(bytes)}");
        }
    }
}
