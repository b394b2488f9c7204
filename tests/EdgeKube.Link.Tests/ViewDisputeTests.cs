using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests;

/// <summary>A conflict of views goes by itself when it was none, and never without a person's word when it was one.</summary>
public sealed class ViewDisputeTests
{
    private static readonly Dictionary<string, ContentHash> Entries = new() { ["Pod/default/a"] = ContentHash.Of("old"u8) };

    [Fact]
    public void Step_ChangeGotToTheDiskDuringTheConflict_StaysInConflict()
    {
        var controller = Controller("e", 4);
        Join(controller, new("e", 5), 9);
        Assert.Equal(new("e", 5), controller.ConflictsWith);

        // What the former store had sent was still being written: the node holds revision 6 by now, which nobody has decided on either.
        controller.Step(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "x")], 20), default);
        var pair = Join(controller, new("e", 6), 10);
        Assert.Empty(pair.AtNode.OfType<LinkEffect.Apply>());
        Assert.Equal(new("e", 6), controller.ConflictsWith);
    }

    [Fact]
    public void Step_LateHelloBetween_DoesNotEndTheConflict()
    {
        var controller = Controller("e", 4);
        Join(controller, new("e", 5), 9);
        controller.Step(Hello(77, null), default);
        Assert.Null(controller.ConflictsWith);
        Assert.True(controller.IsConflictOpen);

        // Its session's frames come late, too, and answer what was asked at that time.
        foreach (var late in new Frame[] { new Frame.Ack(SetId.View, 1, default), new Frame.Inventory(SetId.View, 2, []), new Frame.Buckets(SetId.View, 1, []) })
        {
            controller.Step(new LinkEvent.Received(LinkChannel.Control, FrameCodec.Encode(new(77, late))), default);
        }

        Assert.True(controller.IsConflictOpen);
        controller.Step(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "x")], 20), default);
        Assert.Empty(Join(controller, new("e", 5), 10).AtNode.OfType<LinkEffect.Apply>());
        Assert.Equal(new("e", 5), controller.ConflictsWith);
    }

    [Fact]
    public void Step_LateHelloOfAnotherStore_IsAConflictOnlyUntilTheNodeSpeaks()
    {
        var controller = Controller("e", 8);
        controller.Step(Hello(77, new("former", 3)), default);
        Assert.Equal(new("former", 3), controller.ConflictsWith);

        var pair = Join(controller, new("e", 5), 9);
        Assert.True(controller.IsViewInSync);
        Assert.False(controller.IsConflictOpen);
        Assert.Single(pair.AtNode.OfType<LinkEffect.Apply>());
    }

    [Fact]
    public void Step_LateHelloFromBeforeARestoredBackup_IsOverOnceTheNodeAnswers()
    {
        var controller = Controller("e", 8);
        controller.Step(Hello(77, new("e", 90)), default);
        Assert.Equal(new("e", 90), controller.ConflictsWith);

        var pair = Join(controller, new("e", 5), 9);
        pair.Only<LinkEffect.ConflictEnded>(pair.AtController);
        Assert.True(controller.IsViewInSync);
        pair.Controller(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "x")], 95));
        Assert.Null(Join(controller, new("e", 95), 10).AtNode.OfType<LinkEffect.Conflict>().FirstOrDefault());
        Assert.False(controller.IsConflictOpen);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void Step_TheRightStoreIsPutBack_TheConflictGoesByItself(long revision)
    {
        var node = new NodeLink(new("n1", ""), new(Entries, new("e", 5)));
        var wrong = new LinkPair(Controller("f", 50), node);
        wrong.Node(new LinkEvent.Connected(9));
        wrong.Only<LinkEffect.Conflict>(wrong.AtNode);

        var controller = Controller("e", revision);
        var right = new LinkPair(controller, node);
        right.Node(new LinkEvent.Connected(10));
        Assert.True(controller.IsViewInSync);
        Assert.False(controller.IsConflictOpen);
        Assert.Empty(right.AtNode.OfType<LinkEffect.Conflict>());
    }

    [Fact]
    public void Step_NodeRefusesWhatItWasNotOffered_BeginsAnewInsteadOfWaiting()
    {
        var controller = Controller("e", 8);
        var pair = Join(controller, new("e", 5), 9);
        pair.Controller(new LinkEvent.Received(LinkChannel.Control, FrameCodec.Encode(new(9, new Frame.Conflict(new("e", 5), new("E", 8))))));
        Assert.True(controller.IsViewInSync);
        Assert.False(controller.IsConflictOpen);
        Assert.Equal(2, pair.AtNode.OfType<LinkEffect.SessionStarted>().Count());
    }

    [Fact]
    public void Step_AcceptedWhileAChangeWasOnItsWayToTheDisk_IsToldOfWhatIsHeldNow()
    {
        var node = new NodeLink(new("n1", ""), new(Entries, new("e", 5)));
        var first = new LinkPair(Controller("e", 6), node) { KeepsNothing = true };
        first.Node(new LinkEvent.Connected(9));
        var pending = first.Only<LinkEffect.Apply>(first.AtNode);

        var controller = Controller("e", 4);
        var pair = new LinkPair(controller, node);
        pair.Node(new LinkEvent.Connected(10));
        Assert.Equal(new("e", 5), controller.ConflictsWith);
        pair.Node(new LinkEvent.Applied(pending.Token));
        pair.Controller(new LinkEvent.AcceptForeignView());
        Assert.True(controller.IsViewInSync);
        Assert.Equal(new("e", 4), node.ViewVersion);
        Assert.False(controller.IsConflictOpen);
    }

    private static ControllerLink Controller(string epoch, long revision) =>
        new("n1", new(epoch, revision), [LinkPair.Put("Pod/default/a", "new")], firstNumber: 1_000);

    private static LinkPair Join(ControllerLink controller, ViewVersion held, ulong nonce)
    {
        var pair = new LinkPair(controller, new NodeLink(new("n1", ""), new(Entries, held)));
        pair.Node(new LinkEvent.Connected(nonce));
        return pair;
    }

    private static LinkEvent.Received Hello(ulong session, ViewVersion? held) =>
        new(LinkChannel.Control, FrameCodec.Encode(new(session, new Frame.Hello(1, 1, LinkFeatures.All, "n1", "0", "boot", held, null, null))));
}
