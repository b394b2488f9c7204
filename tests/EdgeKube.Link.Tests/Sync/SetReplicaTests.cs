using EdgeKube.Link.Frames;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests.Sync;

public sealed class SetReplicaTests
{
    private static readonly ContentHash Hash = ContentHash.Of("x"u8);
    private static readonly SetDigest One = SetDigest.Empty.Add("a", Hash);

    [Fact]
    public void Receive_Delta_AcknowledgesOnlyOnceDurable()
    {
        var replica = Begin();
        var apply = Assert.IsType<ReplicaStep.Apply>(replica.Receive(Delta(1)));
        Assert.Null(replica.Receive(Delta(1)));
        Assert.Null(replica.Digest);
        Assert.Empty(replica.Entries);
        Assert.Equal(new ReplicaStep.Reply(new Frame.Ack(SetId.Report, 1, One)), replica.Applied(apply.Token));
        Assert.Equal(new ReplicaStep.Reply(new Frame.Ack(SetId.Report, 1, One)), replica.Receive(Delta(1)));
    }

    [Fact]
    public void Receive_DeltaOlderThanAnAnsweredProbe_IsDropped()
    {
        var replica = Begin();
        Assert.Equal(new ReplicaStep.Reply(new Frame.Ack(SetId.Report, 2, SetDigest.Empty)), replica.Receive(new Frame.Probe(SetId.Report, 2)));
        Assert.Null(replica.Receive(Delta(1)));
    }

    [Fact]
    public void Receive_ProbeWhileWriting_IsAnsweredAfterwards()
    {
        var replica = Begin();
        var apply = Assert.IsType<ReplicaStep.Apply>(replica.Receive(Delta(1)));
        Assert.Null(replica.Receive(new Frame.Probe(SetId.Report, 2)));
        Assert.Equal(new ReplicaStep.Reply(new Frame.Ack(SetId.Report, 2, One)), replica.Applied(apply.Token));
    }

    [Fact]
    public void Receive_DeltaForAnotherState_AnswersWithItsOwnDigest()
    {
        var replica = Begin();
        var delta = Delta(1) with { Before = One, After = SetDigest.Empty };
        Assert.Equal(new ReplicaStep.Reply(new Frame.Ack(SetId.Report, 1, SetDigest.Empty)), replica.Receive(delta));
    }

    [Fact]
    public void Receive_LeanDelta_IsTakenWhereItLeadsToItsDigest()
    {
        var lean = Delta(1) with { Before = default, IsLean = true };
        Assert.IsType<ReplicaStep.Apply>(Begin().Receive(lean));
        Assert.Equal(
            new ReplicaStep.Reply(new Frame.Ack(SetId.Report, 1, SetDigest.Empty)),
            Begin().Receive(lean with { Before = default, After = One.Add("b", Hash) }));
    }

    [Fact]
    public void Receive_LeanDeltaOfAView_HasTheEpochOfTheSession()
    {
        var replica = new SetReplica(SetId.View, ReplicaState.Empty, LinkLimits.Default, LinkTimings.Default);
        replica.Begin(new("e", 3));
        var apply = Assert.IsType<ReplicaStep.Apply>(replica.Receive(Delta(1) with { Set = SetId.View, Version = new("", 4), IsLean = true }));
        Assert.Equal(new("e", 4), apply.Version);
        replica.Applied(apply.Token);
        Assert.Equal(new("e", 4), replica.Version);
    }

    [Fact]
    public void Receive_ContentThatDoesNotFitItsHash_IsRejected()
    {
        var delta = Delta(1) with { Upserts = [new SetUpsert("a", Hash, "y"u8.ToArray())] };
        Assert.Throws<LinkProtocolException>(() => Begin().Receive(delta));
    }

    [Fact]
    public void Receive_DeltaThatDoesNotLeadWhereItSays_IsRejected() =>
        Assert.Throws<LinkProtocolException>(() => Begin().Receive(Delta(1) with { After = One.Add("b", Hash) }));

    [Fact]
    public void ApplyFailed_ThenTheSameDelta_IsTriedAgain()
    {
        var replica = Begin();
        var apply = Assert.IsType<ReplicaStep.Apply>(replica.Receive(Delta(1)));
        Assert.Null(replica.ApplyFailed(apply.Token));
        Assert.Equal(SetDigest.Empty, replica.Digest);
        Assert.IsType<ReplicaStep.Apply>(replica.Receive(Delta(1)));
    }

    [Fact]
    public void Applied_AfterTheSessionEnded_CountsButIsNotAcknowledged()
    {
        var replica = Begin();
        var apply = Assert.IsType<ReplicaStep.Apply>(replica.Receive(Delta(1)));
        replica.Begin(null);
        Assert.Null(replica.Applied(apply.Token));
        Assert.Equal(One, replica.Digest);
    }

    private static SetReplica Begin()
    {
        var replica = new SetReplica(SetId.Report, ReplicaState.Empty, LinkLimits.Default, LinkTimings.Default);
        replica.Begin(null);
        return replica;
    }

    private static Frame.Delta Delta(long sequence) =>
        new(SetId.Report, sequence, SetDigest.Empty, One, null, [new SetUpsert("a", Hash, "x"u8.ToArray())], []);
}
