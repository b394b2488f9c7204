using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests.Sync;

public sealed class SetOwnerTests
{
    [Fact]
    public void Begin_EqualDigest_SendsNothing()
    {
        var owner = Owner("a", "b");
        Assert.Null(owner.Begin(owner.Digest, 0));
        Assert.True(owner.InSync);
        Assert.Null(owner.WakeAt);
    }

    [Fact]
    public void Begin_OtherDigest_AsksForInventoryAndSendsOnlyWhatDiffers()
    {
        var owner = Owner("a", "b");
        var resync = Assert.IsType<Frame.Resync>(owner.Begin(new SetDigest(1), 0));
        var delta = Assert.IsType<Frame.Delta>(owner.Receive(
            new Frame.Inventory(SetId.View, resync.Sequence, [new("a", ContentHash.Of("a"u8)), new("old", default)]), 0));
        Assert.Equal("b", Assert.Single(delta.Upserts).Key);
        Assert.Equal("old", Assert.Single(delta.Deletes));
        Assert.Null(owner.Receive(new Frame.Ack(SetId.View, delta.Sequence, delta.After), 0));
        Assert.True(owner.InSync);
    }

    [Fact]
    public void Change_WhileADeltaIsOut_WaitsAndMerges()
    {
        var owner = Owner();
        owner.Begin(SetDigest.Empty, 0);
        var first = Assert.IsType<Frame.Delta>(owner.Change([LinkPair.Put("a", "1")], 0));
        Assert.Null(owner.Change([LinkPair.Put("a", "2"), LinkPair.Put("b", "1")], 0));
        Assert.Null(owner.Change([LinkPair.Put("a", "3"), new("b", null)], 0));
        var second = Assert.IsType<Frame.Delta>(owner.Receive(new Frame.Ack(SetId.View, first.Sequence, first.After), 0));
        Assert.Equal("3"u8.ToArray(), Assert.Single(second.Upserts).Content.ToArray());
        Assert.Empty(second.Deletes);
        Assert.Equal((first.After, owner.Digest), (second.Before, second.After));
    }

    [Fact]
    public void Tick_NoAck_ProbesAndRepeatsWhatWasLost()
    {
        var owner = Owner();
        owner.Begin(SetDigest.Empty, 0);
        var first = Assert.IsType<Frame.Delta>(owner.Change([LinkPair.Put("a", "1")], 0));
        Assert.Empty(owner.Tick(4_999));
        var probe = Assert.IsType<Frame.Probe>(Assert.Single(owner.Tick(5_000)));
        Assert.Equal(15_000, owner.WakeAt);
        var again = Assert.IsType<Frame.Delta>(owner.Receive(new Frame.Ack(SetId.View, probe.Sequence, first.Before), 5_100));
        Assert.Equal((first.Before, first.After), (again.Before, again.After));
        Assert.True(again.Sequence > probe.Sequence);
    }

    [Fact]
    public void Receive_VersionAloneWasLost_IsToldAgain()
    {
        var owner = Owner("a");
        var lost = Assert.IsType<Frame.Delta>(owner.Begin(owner.Digest, 0, lacksVersion: true));
        Assert.Empty(lost.Upserts);
        var probe = Assert.IsType<Frame.Probe>(Assert.Single(owner.Tick(5_000)));

        // The digest is the same with and without it.
        var again = Assert.IsType<Frame.Delta>(owner.Receive(new Frame.Ack(SetId.View, probe.Sequence, owner.Digest), 5_100));
        Assert.False(again.HasMore);
        Assert.Null(owner.Receive(new Frame.Ack(SetId.View, again.Sequence, owner.Digest), 5_200));
        Assert.True(owner.InSync);
        Assert.Null(owner.WakeAt);
    }

    [Fact]
    public void Receive_WhatWasToFollowIsWantedNoMore_TellsTheVersionAll()
    {
        var owner = Owner("a");
        var resync = Assert.IsType<Frame.Resync>(owner.Begin(null, 0, lacksVersion: true));
        owner.Change([LinkPair.Put("b", new string('b', 2 << 20))], 0);
        var first = Assert.IsType<Frame.Delta>(owner.Receive(new Frame.Inventory(SetId.View, resync.Sequence, []), 0));
        Assert.True(first.HasMore);
        owner.Change([new("b", null)], 0);

        var version = Assert.IsType<Frame.Delta>(owner.Receive(new Frame.Ack(SetId.View, first.Sequence, first.After), 0));
        Assert.Equal((owner.Digest, owner.Digest, false), (version.Before, version.After, version.HasMore));
        Assert.Null(owner.Receive(new Frame.Ack(SetId.View, version.Sequence, owner.Digest), 0));
        Assert.True(owner.InSync);
    }

    [Fact]
    public void Receive_AckOfAnOlderDelta_IsIgnored()
    {
        var owner = Owner();
        owner.Begin(SetDigest.Empty, 0);
        var first = Assert.IsType<Frame.Delta>(owner.Change([LinkPair.Put("a", "1")], 0));
        owner.Receive(new Frame.Ack(SetId.View, first.Sequence, first.After), 0);
        owner.Change([LinkPair.Put("a", "2")], 0);
        Assert.Null(owner.Receive(new Frame.Ack(SetId.View, first.Sequence, first.After), 0));
        Assert.False(owner.InSync);
    }

    [Fact]
    public void Receive_ReplicaThatNeverTakesADelta_IsNotFloodedWithIt()
    {
        var owner = Owner("a");
        var sent = 0;
        var frame = owner.Begin(new SetDigest(1), 0);
        for (; frame is not null && sent < 100; sent++)
        {
            frame = frame switch
            {
                Frame.Resync resync => owner.Receive(new Frame.Inventory(SetId.View, resync.Sequence, []), 0),
                Frame.Delta delta => owner.Receive(new Frame.Ack(SetId.View, delta.Sequence, new SetDigest(1)), 0),
                _ => null,
            };
        }

        Assert.InRange(sent, 1, 10);
        Assert.NotNull(owner.WakeAt);
    }

    [Fact]
    public void Change_MoreThanTheBudget_IsCutIntoDeltas()
    {
        var owner = new SetOwner(SetId.View, new LinkLimits { DeltaBudget = 10 }, LinkTimings.Default);
        owner.Change([.. Enumerable.Range(0, 7).Select(i => LinkPair.Put($"k{i}", "12345"))], 0);
        var frame = owner.Begin(SetDigest.Empty, 0);
        var deltas = 0;
        while (frame is Frame.Delta delta)
        {
            Assert.InRange(delta.Upserts.Count, 1, 2);
            deltas++;
            frame = owner.Receive(new Frame.Ack(SetId.View, delta.Sequence, delta.After), 0);
        }

        Assert.Equal(4, deltas);
        Assert.True(owner.InSync);
    }

    [Fact]
    public void Change_ContentOverTheCap_Throws() =>
        Assert.Throws<ArgumentException>(() => Owner().Change([new("k", new byte[LinkLimits.Default.MaxContent + 1])], 0));

    private static SetOwner Owner(params string[] keys)
    {
        var owner = new SetOwner(SetId.View, LinkLimits.Default, LinkTimings.Default);
        owner.Change([.. keys.Select(k => LinkPair.Put(k, k))], 0);
        return owner;
    }
}
