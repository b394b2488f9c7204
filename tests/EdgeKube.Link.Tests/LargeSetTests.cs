using EdgeKube.Link.Sync;
using Xunit.Abstractions;

namespace EdgeKube.Link.Tests;

public sealed class LargeSetTests(ITestOutputHelper output)
{
    private const int Entries = 4_000;

    [Fact]
    public void Step_FewOfManyEntriesDiffer_OnlyTheirBucketsAreListed()
    {
        var whole = Reconnect(new LinkOptions { Features = [] });
        var buckets = Reconnect(null);
        output.WriteLine($"figure: 3 of {Entries} entries differ: {buckets} bytes with buckets, {whole} without");
        Assert.InRange(buckets, 1, whole / 5);
    }

    [Fact]
    public void Receive_KeyOfAnEqualBucketChangesDuringTheComparison_IsSent()
    {
        var owner = new SetOwner(SetId.View, LinkLimits.Default, LinkTimings.Default) { Version = new("e", 1) };
        var replica = new SetReplica(SetId.View, Held(), LinkLimits.Default, LinkTimings.Default);
        var features = new SessionFeatures(Buckets: true, Parts: false, Deflate: false);
        owner.Change(Contents(), 0);
        owner.Change([LinkPair.Put("Pod/default/p1", "changed")], 0);
        replica.Begin(new("e", 1), features);
        var request = owner.Begin(replica.Digest, 0, features);
        var buckets = Assert.IsType<ReplicaStep.Reply>(replica.Receive(request!)).Frame;
        var select = Assert.IsType<EdgeKube.Link.Frames.Frame.Select>(owner.Receive(buckets, 0));
        var elsewhere = Enumerable.Range(0, Entries).Select(i => $"Pod/default/p{i}").First(key => !select.Chosen.Contains(BucketMap.Of(key, select.Count)));
        Assert.Null(owner.Change([LinkPair.Put(elsewhere, "changed too")], 0));
        var inventory = Assert.IsType<ReplicaStep.Reply>(replica.Receive(select)).Frame;
        var delta = Assert.IsType<EdgeKube.Link.Frames.Frame.Delta>(owner.Receive(inventory, 0));
        Assert.Equal(new[] { "Pod/default/p1", elsewhere }.Order(StringComparer.Ordinal), delta.Upserts.Select(u => u.Key));
        var apply = Assert.IsType<ReplicaStep.Apply>(replica.Receive(delta));
        Assert.Null(owner.Receive(Assert.IsType<ReplicaStep.Reply>(replica.Applied(apply.Token)).Frame, 0));
        Assert.True(owner.InSync);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(31, 1)]
    [InlineData(4_000, 256)]
    [InlineData(1_000_000, 1_024)]
    public void CountFor_Entries_IsAPowerOfTwoWithinTheCap(int entries, int count) => Assert.Equal(count, BucketMap.CountFor(entries));

    private static long Reconnect(LinkOptions? nodeOptions)
    {
        var controller = new ControllerLink("n1", new("e", 2), Contents());
        var pair = new LinkPair(controller, new NodeLink(new("n1", "boot"), Held(), nodeOptions));
        pair.Controller(new LinkEvent.Changed(
            [LinkPair.Put("Pod/default/p7", "changed"), new("Pod/default/p8", null), LinkPair.Put("Pod/default/new", "new")], 3));
        pair.Node(new LinkEvent.Connected(9));
        Assert.True(controller.IsViewInSync);
        return pair.Bytes;
    }

    private static List<SetChange> Contents() => [.. Enumerable.Range(0, Entries).Select(i => LinkPair.Put($"Pod/default/p{i}", $"{i}"))];

    private static ReplicaState Held() => new(Contents().ToDictionary(c => c.Key, c => ContentHash.Of(c.Content!.Value.Span)), new("e", 1));
}
