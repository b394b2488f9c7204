using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests;

/// <summary>Both ends joined by a wire that delivers everything at once; changes become durable at once.</summary>
internal sealed class LinkPair(ControllerLink controller, NodeLink node)
{
    private readonly Queue<(bool Up, LinkEffect.Send Message)> _wire = new();

    public List<LinkEffect> AtController { get; } = [];

    public List<LinkEffect> AtNode { get; } = [];

    public LinkTime Now { get; set; } = new(1_000_000, DateTimeOffset.UnixEpoch);

    /// <summary>Neither end's disk ever finishes.</summary>
    public bool KeepsNothing { get; init; }

    public int Frames { get; private set; }

    public long Bytes { get; private set; }

    public static SetChange Put(string key, string content) => new(key, System.Text.Encoding.UTF8.GetBytes(content));

    public void Controller(LinkEvent linkEvent)
    {
        Take(controller.Step(linkEvent, Now), AtController, up: false, e => controller.Step(e, Now));
        Pump();
    }

    public void Node(LinkEvent linkEvent)
    {
        Take(node.Step(linkEvent, Now), AtNode, up: true, e => node.Step(e, Now));
        Pump();
    }

    public T Only<T>(List<LinkEffect> effects)
        where T : LinkEffect => Assert.Single(effects.OfType<T>());

    private void Pump()
    {
        while (_wire.TryDequeue(out var next))
        {
            var received = new LinkEvent.Received(next.Message.Channel, next.Message.Payload);
            if (next.Up)
            {
                Controller(received);
            }
            else
            {
                Node(received);
            }
        }
    }

    private void Take(IReadOnlyList<LinkEffect> effects, List<LinkEffect> seen, bool up, Func<LinkEvent, IReadOnlyList<LinkEffect>> step)
    {
        foreach (var effect in effects)
        {
            seen.Add(effect);
            if (effect is LinkEffect.Send send)
            {
                Frames++;
                Bytes += send.Payload.Length;
                _wire.Enqueue((up, send));
            }
            else if (effect is LinkEffect.Apply apply && !KeepsNothing)
            {
                Take(step(new LinkEvent.Applied(apply.Token)), seen, up, step);
            }
        }
    }
}
