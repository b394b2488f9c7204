using EdgeKube.Link.Sending;

namespace EdgeKube.Link.Tests;

/// <summary>
/// Both ends joined by a wire of so many bytes a second, in simulated time, that can be cut. Each end sends by priority, as the shells do; what
/// waits for a cut wire is lost.
/// </summary>
internal sealed class SlowWire(ControllerLink controller, NodeLink node, int bytesPerSecond)
{
    private const int Latency = 100;

    // What MQTT, TLS and TCP add to a message.
    private const int Overhead = 80;

    private readonly Direction _up = new(bytesPerSecond);
    private readonly Direction _down = new(bytesPerSecond);
    private long _now = 1_000_000;
    private long? _nodeWake;
    private long? _controllerWake;
    private bool _connected;
    private ulong _nonce;

    public long Now => _now;

    /// <summary>Bytes that arrived at the node.</summary>
    public long Down => _down.Arrived;

    /// <summary>Steps what an effect at the node leads to.</summary>
    public Action<LinkEffect>? OnNode { get; set; }

    public Action<LinkEffect>? OnController { get; set; }

    public List<LinkEffect> AtNode { get; } = [];

    public List<LinkEffect> AtController { get; } = [];

    public void Connect()
    {
        _connected = true;
        Node(new LinkEvent.Connected(++_nonce));
    }

    public void Cut()
    {
        _connected = false;
        _up.Clear();
        _down.Clear();
        Node(new LinkEvent.Disconnected());
        Controller(new LinkEvent.Disconnected());
    }

    public void Controller(LinkEvent linkEvent) => Take(controller.Step(linkEvent, Time), _down, AtController, ref _controllerWake, Controller, OnController);

    public void Node(LinkEvent linkEvent) => Take(node.Step(linkEvent, Time), _up, AtNode, ref _nodeWake, Node, OnNode);

    /// <summary>Lets so many milliseconds pass.</summary>
    public void Run(long milliseconds)
    {
        var end = _now + milliseconds;
        while (Next() is { } next && next <= end)
        {
            _now = Math.Max(_now, next);
            if (_up.Take(_now) is { } up)
            {
                Controller(new LinkEvent.Received(up.Channel, up.Payload));
            }
            else if (_down.Take(_now) is { } down)
            {
                Node(new LinkEvent.Received(down.Channel, down.Payload));
            }
            else if (_nodeWake <= _now)
            {
                _nodeWake = null;
                Node(new LinkEvent.Tick());
            }
            else if (_controllerWake <= _now)
            {
                _controllerWake = null;
                Controller(new LinkEvent.Tick());
            }
        }

        _now = end;
    }

    private LinkTime Time => new(_now, DateTimeOffset.UnixEpoch.AddMilliseconds(_now));

    private long? Next() => new[] { _up.Next, _down.Next, _nodeWake, _controllerWake }.Min();

    private void Take(IReadOnlyList<LinkEffect> effects, Direction direction, List<LinkEffect> seen, ref long? wake, Action<LinkEvent> step, Action<LinkEffect>? on)
    {
        var applied = new List<LinkEvent>();
        foreach (var effect in effects)
        {
            seen.Add(effect);
            switch (effect)
            {
                case LinkEffect.Send send when _connected:
                    direction.Add(send, _now);
                    break;
                case LinkEffect.Wake at:
                    wake = at.AtMilliseconds;
                    break;
                case LinkEffect.Apply apply:
                    applied.Add(new LinkEvent.Applied(apply.Token));
                    break;
            }
        }

        applied.ForEach(step);
        foreach (var effect in effects)
        {
            on?.Invoke(effect);
        }
    }

    private sealed class Direction(int bytesPerSecond)
    {
        private readonly Queue<(long At, LinkEffect.Send Message)> _arriving = new();
        private readonly Queue<(long At, long SentAt, LinkEffect.Send Message)> _acknowledged = new();
        private SendQueue _waiting = new();
        private long _free;

        public long Arrived { get; private set; }

        public long? Next => _arriving.TryPeek(out var arriving)
            ? _acknowledged.TryPeek(out var first) && first.At < arriving.At ? first.At : arriving.At
            : _acknowledged.TryPeek(out var acknowledged) ? acknowledged.At : null;

        public void Clear()
        {
            _free = 0;
            _waiting = new();
            _arriving.Clear();
            _acknowledged.Clear();
        }

        public void Add(LinkEffect.Send message, long now)
        {
            _waiting.TryAdd(message);
            Pump(now);
        }

        public LinkEffect.Send? Take(long now)
        {
            while (_acknowledged.TryPeek(out var acknowledged) && acknowledged.At <= now)
            {
                _acknowledged.Dequeue();
                _waiting.Sent(acknowledged.Message, TimeSpan.FromMilliseconds(acknowledged.At - acknowledged.SentAt));
                Pump(now);
            }

            if (!_arriving.TryPeek(out var next) || next.At > now)
            {
                return null;
            }

            Arrived += next.Message.Payload.Length;
            return _arriving.Dequeue().Message;
        }

        private void Pump(long now)
        {
            while (_waiting.Take() is { } message)
            {
                _free = Math.Max(_free, now) + ((message.Payload.Length + Overhead) * 1000L / bytesPerSecond);
                _arriving.Enqueue((_free + Latency, message));
                _acknowledged.Enqueue((_free + (2 * Latency), now, message));
            }
        }
    }
}
