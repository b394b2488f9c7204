using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;
using Xunit.Abstractions;

namespace EdgeKube.Link.Tests;

public sealed class ResumeTests(ITestOutputHelper output)
{
    private const int SixtyFourKilobits = 8_000;
    private const string Key = "ConfigMap/default/large";

    // Nothing that deflates: the worst case.
    private static readonly byte[] OneMebibyte = RandomBytes(1 << 20);

    [Fact]
    public void Step_MebibyteOverALinkThatDropsEveryTwentySeconds_Arrives()
    {
        var (wire, controller) = Join(null);
        wire.Controller(new LinkEvent.Changed([new(Key, OneMebibyte)], 6));
        var connections = RunUntilInSync(wire, controller, limit: 60);
        var apply = Assert.Single(wire.AtNode.OfType<LinkEffect.Apply>(), a => a.Upserts.Any(u => u.Key == Key));
        Assert.Equal(OneMebibyte, apply.Upserts[0].Content.ToArray());
        output.WriteLine($"figure: 1 MiB over 64 kbit/s that drops every 20 s: {connections} connections, {wire.Down} bytes down for {OneMebibyte.Length}");
        Assert.InRange(wire.Down, OneMebibyte.Length, OneMebibyte.Length * 5 / 4);
    }

    [Fact]
    public void Step_ManySmallOnesOverALinkThatDrops_Arrive()
    {
        var (wire, controller) = Join(null);
        wire.Controller(new LinkEvent.Changed([.. Enumerable.Range(0, 100).Select(i => new SetChange($"Secret/default/s{i}", RandomBytes(8_000, seed: i)))], 6));
        var connections = RunUntilInSync(wire, controller, limit: 60);
        output.WriteLine($"figure: 100 incompressible entries of 8 kB over the same link: {connections} connections, {wire.Down} bytes down for 800000");
    }

    [Fact]
    public void Step_NodeThatKnowsNoParts_GetsItOnALinkThatHolds()
    {
        var (wire, controller) = Join(new LinkOptions { Features = [LinkFeatures.Logs] });
        wire.Controller(new LinkEvent.Changed([new(Key, OneMebibyte)], 6));
        wire.Connect();
        wire.Run(400_000);
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_SmallChangeWhileALargeContentIsUnderWay_OvertakesIt()
    {
        var (wire, controller) = Join(null);
        wire.Connect();
        wire.Run(5_000);
        wire.Controller(new LinkEvent.Changed([new(Key, OneMebibyte)], 6));
        wire.Run(10_000);
        wire.Controller(new LinkEvent.Changed([LinkPair.Put("Pod/default/b", "now")], 7));
        wire.Run(30_000);
        Assert.Contains(wire.AtNode.OfType<LinkEffect.Apply>(), a => a.Upserts.Any(u => u.Key == "Pod/default/b"));
        Assert.DoesNotContain(wire.AtNode.OfType<LinkEffect.Apply>(), a => a.Upserts.Any(u => u.Key == Key));
        wire.Run(200_000);
        Assert.True(controller.IsViewInSync);
    }

    [Fact]
    public void Step_ContentReplacedWhileUnderWay_TheNewOneArrives()
    {
        var (wire, controller) = Join(null);
        wire.Connect();
        wire.Controller(new LinkEvent.Changed([new(Key, OneMebibyte)], 6));
        wire.Run(30_000);
        var other = RandomBytes(100_000, seed: 2);
        wire.Controller(new LinkEvent.Changed([new(Key, other)], 7));
        wire.Run(60_000);
        Assert.True(controller.IsViewInSync);
        Assert.Equal(other, wire.AtNode.OfType<LinkEffect.Apply>().Last().Upserts[0].Content.ToArray());
    }

    [Fact]
    public void Step_ContentDeletedWhileUnderWay_NothingMoreOfItIsSent()
    {
        var (wire, controller) = Join(null);
        wire.Connect();
        wire.Controller(new LinkEvent.Changed([new(Key, OneMebibyte)], 6));
        wire.Run(20_000);
        wire.Controller(new LinkEvent.Changed([new(Key, null)], 7));
        wire.Run(60_000);
        Assert.True(controller.IsViewInSync);
        var seen = wire.Down;
        wire.Run(300_000);
        Assert.Equal(seen, wire.Down);
    }

    [Fact]
    public void Receive_WrongBytesUnderAnId_AreDroppedAndComeAgain()
    {
        var store = new PartStore(LinkLimits.Default, TimeSpan.FromHours(1));
        var content = RandomBytes(1_000);
        var offer = new Frame.Offer(SetId.View, ContentHash.Of(content), 1_000, false, 1_000);
        store.Receive(offer, 0);
        Assert.Null(store.Open(offer.Id));
        Assert.Equal(0, store.Receive(new Frame.Part(SetId.View, offer.Id, 0, new byte[1_000]), 0)!.Bytes);
        Assert.Equal(1_000, store.Receive(new Frame.Part(SetId.View, offer.Id, 0, content), 0)!.Bytes);
        Assert.Equal(content, store.Open(offer.Id)!.Value.ToArray());
    }

    [Fact]
    public void Receive_ManyOffers_HoldsNoMoreThanItsCaps()
    {
        var limits = LinkLimits.Default with { MaxContent = 100_000, MaxPartials = 3 };
        var store = new PartStore(limits, TimeSpan.FromHours(1));
        for (var i = 0; i < 100; i++)
        {
            var offer = new Frame.Offer(SetId.View, ContentHash.Of(BitConverter.GetBytes(i)), 90_000, false, 90_000);
            store.Receive(offer, i);
            store.Receive(new Frame.Part(SetId.View, offer.Id, 0, new byte[60_000]), i);
            Assert.InRange(store.Held, 0, limits.MaxContent);
        }

        Assert.Equal(99 + 3_600_000, store.WakeAt);
        store.Expire(99 + 3_600_000);
        Assert.Equal(0, store.Held);
    }

    private static int RunUntilInSync(SlowWire wire, ControllerLink controller, int limit)
    {
        for (var connections = 1; connections <= limit; connections++)
        {
            wire.Connect();
            wire.Run(20_000);
            if (controller.IsViewInSync)
            {
                return connections;
            }

            wire.Cut();
            wire.Run(5_000);
        }

        throw new InvalidOperationException($"not in sync after {limit} connections");
    }

    private static (SlowWire Wire, ControllerLink Controller) Join(LinkOptions? nodeOptions)
    {
        var controller = new ControllerLink("n1", new("e", 5), [LinkPair.Put("Pod/default/a", "1")]);
        return (new(controller, new NodeLink(new("n1", "boot"), ReplicaState.Empty, nodeOptions), SixtyFourKilobits), controller);
    }

    private static byte[] RandomBytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
