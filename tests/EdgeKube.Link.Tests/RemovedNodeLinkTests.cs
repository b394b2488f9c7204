using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests;

public sealed class RemovedNodeLinkTests
{
    private static readonly LinkTime Now = new(1_000_000, DateTimeOffset.UnixEpoch);
    private readonly NodeLink _node = new(new NodeIdentity("n1", "boot"), ReplicaState.Empty);

    [Fact]
    public void Step_HelloOfARemovedNode_IsToldToLeaveUntilItHas()
    {
        var controller = new RemovedNodeLink("n1", "removed by admin");

        var order = Assert.Single(Up(controller, _node.Step(new LinkEvent.Connected(7), Now)));
        var told = Assert.Single(Down(order).OfType<LinkEffect.Removed>());
        Assert.Equal("removed by admin", told.Detail);
        Assert.False(_node.IsActive);

        // The connection is lost before the node is done: the next session tells it again.
        _node.Step(new LinkEvent.Disconnected(), Now);
        order = Assert.Single(Up(controller, _node.Step(new LinkEvent.Connected(8), Now)));
        Assert.Single(Down(order).OfType<LinkEffect.Removed>());

        var left = Assert.Single(Up(controller, _node.Step(new LinkEvent.Left("2 pods stopped"), Now)));
        Assert.Equal(new LinkEffect.Left("2 pods stopped"), left);
        Assert.Empty(Up(controller, _node.Step(new LinkEvent.Left("2 pods stopped"), Now)));
    }

    [Fact]
    public void Step_RemovedNode_AsksForNothingAndSaysNothingMore()
    {
        var controller = new RemovedNodeLink("n1", "");
        Down(Up(controller, _node.Step(new LinkEvent.Connected(7), Now)).Single());

        Assert.Empty(_node.Step(new LinkEvent.Changed([new SetChange("Pod/a/b", "{}"u8.ToArray())]), Now).OfType<LinkEffect.Send>());
        Assert.Empty(_node.Step(new LinkEvent.Tick(), new LinkTime(100_000_000, DateTimeOffset.UnixEpoch)).OfType<LinkEffect.Send>());
    }

    [Fact]
    public void Step_NodeOfALiveSession_IsToldInThatSession()
    {
        var before = new ControllerLink("n1", new ViewVersion("e", 1), []);
        var hello = _node.Step(new LinkEvent.Connected(7), Now).OfType<LinkEffect.Send>().Single();
        foreach (var send in before.Step(Received(hello), Now).OfType<LinkEffect.Send>())
        {
            Down(send);
        }

        Assert.True(_node.IsActive);
        var report = _node.Step(new LinkEvent.Changed([new SetChange("Pod/a/b", "{}"u8.ToArray())]), Now);
        var effects = Down(Up(new RemovedNodeLink("n1", ""), report).Single());

        Assert.Equal(GoodbyeReason.Removed, Assert.Single(effects.OfType<LinkEffect.SessionEnded>()).Reason);
        Assert.Single(effects.OfType<LinkEffect.Removed>());
    }

    [Fact]
    public void Step_OrderOfAnotherSession_IsNotBelieved()
    {
        _node.Step(new LinkEvent.Connected(7), Now);

        foreach (ulong session in (ulong[])[0, 6, 8])
        {
            var order = FrameCodec.Encode(new(session, new Frame.Goodbye(GoodbyeReason.Removed, "")));
            Assert.Empty(_node.Step(new LinkEvent.Received(LinkChannel.Control, order), Now).OfType<LinkEffect.Removed>());
        }
    }

    [Fact]
    public void Step_AnotherNameOrGarbage_IsRefused()
    {
        var controller = new RemovedNodeLink("n2", "");

        var refused = Down(Up(controller, _node.Step(new LinkEvent.Connected(7), Now)).Single());
        var garbage = controller.Step(new LinkEvent.Received(LinkChannel.Control, new byte[] { 255, 255, 255 }));

        Assert.Equal(GoodbyeReason.WrongNode, Assert.Single(refused.OfType<LinkEffect.SessionEnded>()).Reason);
        Assert.IsType<LinkEffect.Rejected>(Assert.Single(garbage));
    }

    private static LinkEvent.Received Received(LinkEffect.Send send) => new(send.Channel, send.Payload);

    private static IReadOnlyList<LinkEffect> Up(RemovedNodeLink controller, IReadOnlyList<LinkEffect> effects) =>
        [.. effects.OfType<LinkEffect.Send>().SelectMany(send => controller.Step(Received(send)))];

    private IReadOnlyList<LinkEffect> Down(LinkEffect effect) => _node.Step(Received(Assert.IsType<LinkEffect.Send>(effect)), Now);
}
