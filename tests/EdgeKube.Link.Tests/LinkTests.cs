using EdgeKube.Link.Frames;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests;

public sealed class LinkTests
{
    private static readonly Dictionary<string, ContentHash> Held = new() { ["Pod/default/a"] = ContentHash.Of("old"u8) };

    [Fact]
    public void Step_FirstView_IsAppliedAndAcknowledged()
    {
        var (pair, controller, node) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        var apply = pair.Only<LinkEffect.Apply>(pair.AtNode);
        Assert.Equal(new ViewVersion("e", 5), apply.Version);
        Assert.Equal("Pod/default/a", Assert.Single(apply.Upserts).Key);
        Assert.True(controller.IsViewInSync);
        Assert.True(node.IsReportInSync);
        Assert.Equal("n1-boot", pair.Only<LinkEffect.SessionStarted>(pair.AtController).Peer.BootId);
    }

    [Fact]
    public void Step_ReportChanges_ReachTheController()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        pair.Node(new LinkEvent.Changed([LinkPair.Put("Pod/default/a", "Running")]));
        Assert.Equal(ContentHash.Of("Running"u8), controller.Report["Pod/default/a"]);
        pair.Node(new LinkEvent.Changed([new("Pod/default/a", null)]));
        Assert.Empty(controller.Report);
    }

    [Fact]
    public void Step_SameContentAgain_SendsNothing()
    {
        var (pair, _, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        var frames = pair.Frames;
        pair.Controller(new LinkEvent.Changed([LinkPair.Put("Pod/default/a", "new")], 6));
        Assert.Equal(frames, pair.Frames);
    }

    [Fact]
    public void Step_ThreeMegabytes_TravelInPieces()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        pair.Controller(new LinkEvent.Changed([new("ConfigMap/default/c", new byte[3 << 20]), new("ConfigMap/default/d", new byte[3 << 20])], 6));
        Assert.True(controller.IsViewInSync);
        Assert.All(pair.AtController.OfType<LinkEffect.Send>(), s => Assert.InRange(s.Payload.Length, 1, 34 << 10));
    }

    [Theory]
    [InlineData("e", 4)]
    [InlineData("f", 9)]
    public void Step_OlderOrForeignView_IsAConflictAndNothingIsApplied(string epoch, long revision)
    {
        var (pair, controller, node) = Join(new(epoch, revision), new(Held, new("e", 5)));
        pair.Node(new LinkEvent.Connected(9));
        pair.Controller(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "x")], 100));
        Assert.Empty(pair.AtNode.OfType<LinkEffect.Apply>());
        Assert.Equal(new(new("e", 5), new(epoch, revision)), pair.Only<LinkEffect.Conflict>(pair.AtNode));
        Assert.Equal(new(new("e", 5), new(epoch, revision)), pair.Only<LinkEffect.Conflict>(pair.AtController));
        Assert.False(controller.IsViewInSync);
        Assert.True(node.IsReportInSync);
    }

    [Fact]
    public void Step_ForeignViewAcceptedByAPerson_IsApplied()
    {
        var (pair, controller, _) = Join(new("f", 1), new(Held, new("e", 5)));
        pair.Node(new LinkEvent.Connected(9));
        pair.Node(new LinkEvent.AcceptForeignView());
        Assert.Equal(new("f", 1), pair.Only<LinkEffect.Apply>(pair.AtNode).Version);
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_ForeignViewAcceptedAtTheController_IsApplied()
    {
        var (pair, controller, _) = Join(new("f", 1), new(Held, new("e", 5)));
        pair.Node(new LinkEvent.Connected(9));
        Assert.Equal(new("e", 5), controller.ConflictsWith);
        Assert.True(controller.CanAccept);
        pair.Controller(new LinkEvent.AcceptForeignView());
        Assert.Equal(new("f", 1), pair.Only<LinkEffect.Apply>(pair.AtNode).Version);
        Assert.True(controller.IsViewInSync);
        Assert.Null(controller.ConflictsWith);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_RestoredStoreCountsBeyondTheNodesRevision_StaysInConflict(bool restarted)
    {
        var held = new ReplicaState(Held, new("e", 5));
        var controller = new ControllerLink("n1", new("e", restarted ? 9 : 4), [LinkPair.Put("Pod/default/a", "new")], wasInConflict: restarted);
        var pair = new LinkPair(controller, new NodeLink(new("n1", ""), held));
        pair.Node(new LinkEvent.Connected(9));
        pair.Controller(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "x")], 10));
        pair.Node(new LinkEvent.Disconnected());
        pair.Controller(new LinkEvent.Disconnected());
        pair.Node(new LinkEvent.Connected(10));
        Assert.Empty(pair.AtNode.OfType<LinkEffect.Apply>());
        Assert.Equal(new("e", 5), controller.ConflictsWith);
        pair.Controller(new LinkEvent.AcceptForeignView());
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_NodeLosesItsPowerBeforeTheAcceptedViewIsDurable_IsToldAgain()
    {
        var controller = new ControllerLink("n1", new("f", 1), [LinkPair.Put("Pod/default/a", "new")]);
        var first = new LinkPair(controller, new NodeLink(new("n1", ""), new(Held, new("e", 5)))) { KeepsNothing = true };
        first.Node(new LinkEvent.Connected(9));
        first.Controller(new LinkEvent.AcceptForeignView());
        Assert.False(controller.IsViewInSync);
        first.Controller(new LinkEvent.Disconnected());
        var second = new LinkPair(controller, new NodeLink(new("n1", ""), new(Held, new("e", 5))));
        second.Node(new LinkEvent.Connected(10));
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_NodeThatCannotBeTold_StaysInConflict()
    {
        var (pair, controller, _) = Join(new("f", 1), new(Held, new("e", 5)), new LinkOptions { Features = [LinkFeatures.Logs] });
        pair.Node(new LinkEvent.Connected(9));
        Assert.False(controller.CanAccept);
        pair.Controller(new LinkEvent.AcceptForeignView());
        Assert.Equal(new("e", 5), controller.ConflictsWith);
    }

    [Fact]
    public void Step_ControllerLeaves_NodeIsToldAndAsksAgainLater()
    {
        var (pair, controller, node) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        pair.Controller(new LinkEvent.Leaving());
        Assert.Equal(GoodbyeReason.ShuttingDown, pair.Only<LinkEffect.SessionEnded>(pair.AtNode).Reason);
        Assert.False(controller.IsActive || node.IsActive);
        pair.Now = pair.Now with { Milliseconds = pair.Now.Milliseconds + 60_000 };
        pair.Node(new LinkEvent.Tick());
        Assert.True(controller.IsActive && node.IsActive);
    }

    [Fact]
    public void Step_ProtocolsThatDoNotMeet_AreRefusedWithBothRanges()
    {
        var (pair, _, _) = Join(new("e", 5), ReplicaState.Empty, new LinkOptions { ProtocolMin = 3, ProtocolMax = 4 });
        pair.Node(new LinkEvent.Connected(9));
        var ended = pair.Only<LinkEffect.SessionEnded>(pair.AtNode);
        Assert.Equal(GoodbyeReason.UnsupportedProtocol, ended.Reason);
        Assert.Equal("the controller speaks protocol 1 to 1, the node 3 to 4", ended.Detail);
    }

    [Fact]
    public void Step_NewerNode_SpeaksTheOlderProtocolAndCommonFeatures()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty, new LinkOptions { ProtocolMax = 3, Features = ["logs", "teleport"] });
        pair.Node(new LinkEvent.Connected(9));
        var peer = pair.Only<LinkEffect.SessionStarted>(pair.AtNode).Peer;
        Assert.Equal((1u, "logs"), (peer.Protocol, string.Join(',', peer.Features)));
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_AnotherNodesName_IsRefused()
    {
        var pair = new LinkPair(new ControllerLink("n2", new("e", 1), []), new NodeLink(new("n1", ""), ReplicaState.Empty));
        pair.Node(new LinkEvent.Connected(9));
        Assert.Equal(GoodbyeReason.WrongNode, pair.Only<LinkEffect.SessionEnded>(pair.AtNode).Reason);
    }

    [Fact]
    public void Step_Garbage_IsRejectedAndHarmsNothing()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        pair.Controller(new LinkEvent.Received(LinkChannel.Control, new byte[] { 0xFF, 0xFF }));
        pair.Only<LinkEffect.Rejected>(pair.AtController);
        pair.Controller(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "x")], 6));
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_LogsStream_FlowsWithinCreditAndEnds()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        var id = controller.NextStreamId;
        pair.Controller(new LinkEvent.StreamOpen(id, StreamKinds.Logs, new Dictionary<string, string> { ["pod"] = "a" }));
        Assert.Equal("a", pair.Only<LinkEffect.StreamOpened>(pair.AtNode).Arguments["pod"]);
        var window = (int)pair.Only<LinkEffect.StreamCredit>(pair.AtNode).Available;
        pair.Node(new LinkEvent.StreamWrite(id, new byte[window]));
        Assert.Equal(window, pair.AtController.OfType<LinkEffect.StreamData>().Sum(d => d.Bytes.Length));
        Assert.Throws<InvalidOperationException>(() => pair.Node(new LinkEvent.StreamWrite(id, new byte[1])));
        pair.Controller(new LinkEvent.StreamConsumed(id, window));
        Assert.Equal(window, pair.AtNode.OfType<LinkEffect.StreamCredit>().Last().Available);
        pair.Node(new LinkEvent.StreamClose(id, new(StreamEnd.Completed)));
        Assert.Equal(new(StreamEnd.Completed), pair.Only<LinkEffect.StreamEnded>(pair.AtController).End);
    }

    [Fact]
    public void Step_StreamCanceled_EndsAtTheNode()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        var id = controller.NextStreamId;
        pair.Controller(new LinkEvent.StreamOpen(id, StreamKinds.Logs, new Dictionary<string, string>()));
        pair.Controller(new LinkEvent.StreamCancel(id));
        Assert.Equal(StreamEnd.Canceled, pair.Only<LinkEffect.StreamEnded>(pair.AtNode).End.Reason);
    }

    [Fact]
    public void Step_ConnectionLost_EndsStreamsAtBothEnds()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        pair.Controller(new LinkEvent.StreamOpen(controller.NextStreamId, StreamKinds.Logs, new Dictionary<string, string>()));
        pair.Node(new LinkEvent.Disconnected());
        pair.Controller(new LinkEvent.Disconnected());
        Assert.Equal(StreamEnd.Disconnected, pair.Only<LinkEffect.StreamEnded>(pair.AtNode).End.Reason);
        Assert.Equal(StreamEnd.Disconnected, pair.Only<LinkEffect.StreamEnded>(pair.AtController).End.Reason);
    }

    [Fact]
    public void Step_MoreStreamsThanAllowed_AreRefused()
    {
        var (pair, controller, _) = Join(new("e", 5), ReplicaState.Empty);
        pair.Node(new LinkEvent.Connected(9));
        for (var i = 0; i <= LinkLimits.Default.MaxStreams; i++)
        {
            pair.Controller(new LinkEvent.StreamOpen(controller.NextStreamId, StreamKinds.Logs, new Dictionary<string, string>()));
        }

        Assert.Equal(StreamEnd.Refused, pair.Only<LinkEffect.StreamEnded>(pair.AtController).End.Reason);
    }

    private static (LinkPair Pair, ControllerLink Controller, NodeLink Node) Join(ViewVersion version, ReplicaState held, LinkOptions? nodeOptions = null)
    {
        var controller = new ControllerLink("n1", version, [LinkPair.Put("Pod/default/a", "new")]);
        var node = new NodeLink(new("n1", "n1-boot"), held, nodeOptions);
        return (new LinkPair(controller, node), controller, node);
    }

    [Fact]
    public void Step_HelloLost_IsSaidAgainAsSoonAsTheControllerAsks()
    {
        var node = new NodeLink(new NodeIdentity("n1", "boot"), ReplicaState.Empty);
        node.Step(new LinkEvent.Connected(7), new LinkTime(0, default));
        var ask = new LinkEvent.Received(LinkChannel.Control, FrameCodec.Encode(new(0, new Frame.Goodbye(GoodbyeReason.UnknownSession, ""))));

        Assert.Empty(node.Step(ask, new LinkTime(4_000, default)).OfType<LinkEffect.Send>());
        Assert.Single(node.Step(ask, new LinkTime(6_000, default)).OfType<LinkEffect.Send>());
        Assert.Empty(node.Step(ask, new LinkTime(7_000, default)).OfType<LinkEffect.Send>());
    }
}
