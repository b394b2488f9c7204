namespace EdgeKube.Link.Tests;

/// <summary>Both ends joined by a wire of so many bytes a second, in simulated time, that can be cut. What waits for a cut wire is lost.</summary>
internal sealed class SlowWire(ControllerLink controller, NodeLink node, int bytesPerSecond)
{
    private const int Latency = 100;

    // What MQTT, TLS and TCP add to a message.
    private const int Overhead = 80;

    private readonly Direction _up = new();
    private readonly Direction _down = new();
    private long _now = 1_000_000;
    private long? _nodeWake;
    private long? _controllerWake;
    private bool _connected;
    private ulong _nonce;

    public long Now => _now;

    /// <summary>Bytes that arrived at the node.</summary>
    public long Down => _down.Arrived;

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

    public void Controller(LinkEvent linkEvent) => Take(controller.Step(linkEvent, Time), _down, AtController, ref _controllerWake, Controller);

    public void Node(LinkEvent linkEvent) => Take(node.Step(linkEvent, Time), _up, AtNode, ref _nodeWake, Node);

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

    private void Take(IReadOnlyList<LinkEffect> effects, Direction direction, List<LinkEffect> seen, ref long? wake, Action<LinkEvent> step)
    {
        var applied = new List<LinkEvent>();
        foreach (var effect in effects)
        {
            seen.Add(effect);
            switch (effect)
            {
                case LinkEffect.Send send when _connected:
                    direction.Add(send, _now, (send.Payload.Length + Overhead) * 1000L / bytesPerSecond, Latency);
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
    }

    private sealed class Direction
    {
        private readonly Queue<(long At, LinkEffect.Send Message)> _queue = new();
        private long _free;

        public long Arrived { get; private set; }

        public long? Next => _queue.TryPeek(out var next) ? next.At : null;

        public void Clear()
        {
            _free = 0;
            _queue.Clear();
        }

        public void Add(LinkEffect.Send message, long now, long duration, long latency)
        {
            _free = Math.Max(_free, now) + duration;
            _queue.Enqueue((_free + latency, message));
        }

        public LinkEffect.Send? Take(long now)
        {
            if (!_queue.TryPeek(out var next) || next.At > now)
            {
                return null;
            }

            Arrived += next.Message.Payload.Length;
            return _queue.Dequeue().Message;
        }
    }
}
