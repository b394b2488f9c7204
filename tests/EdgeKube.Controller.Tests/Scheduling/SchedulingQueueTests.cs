using EdgeKube.Api;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling;

public sealed class SchedulingQueueTests
{
    private readonly SchedulingQueue _queue = new();

    [Fact]
    public void TakeNext_Priorities_HighestThenOldestFirst()
    {
        _queue.Offer(Pod("a", 0));
        _queue.Offer(Pod("b", 10));
        _queue.Offer(Pod("c", 0));
        Assert.Equal(["b", "a", "c"], Enumerable.Range(0, 3).Select(_ => _queue.TakeNext()!.Name));
        Assert.Null(_queue.TakeNext());
    }

    [Fact]
    public void Park_UntilClusterChanges_ThenBacksOff()
    {
        _queue.Offer(Pod("a", 0));
        _queue.TakeNext();
        _queue.Park("a-uid");
        _queue.Offer(Pod("a", 0));
        Assert.Null(_queue.TakeNext());

        _queue.ClusterChanged(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(6), _queue.NextDue);
        _queue.ReleaseDue(TimeSpan.FromSeconds(5.9));
        Assert.Null(_queue.TakeNext());
        _queue.ReleaseDue(TimeSpan.FromSeconds(6));
        Assert.Equal("a", _queue.TakeNext()!.Name);
    }

    [Fact]
    public void Offer_ParkedPodChanged_IsTriedAtOnce()
    {
        _queue.Offer(Pod("a", 0));
        _queue.TakeNext();
        _queue.Park("a-uid");
        _queue.Offer(Pod("a", 0) with { Metadata = Pod("a", 0).Metadata with { Generation = 2 } });
        Assert.NotNull(_queue.TakeNext());
    }

    public static TheoryData<PodSpec> Lookers { get; } = [
        new PodSpec { TopologySpreadConstraints = [new() { TopologyKey = "zone" }] },
        new PodSpec { Affinity = new() { PodAffinity = new() } },
        new PodSpec { Affinity = new() { PodAntiAffinity = new() } },
    ];

    [Theory]
    [MemberData(nameof(Lookers))]
    public void PodsMoved_ParkedPods_WakesThoseThatLookAtOthers(PodSpec spec)
    {
        foreach (var pod in new[] { Pod("a", 0), Pod("b", 0) with { Spec = spec } })
        {
            _queue.Offer(pod);
            _queue.TakeNext();
            _queue.Park(pod.Uid);
        }

        _queue.PodsMoved(TimeSpan.Zero);
        _queue.ReleaseDue(SchedulingQueue.LongestBackoff);
        Assert.Equal("b", _queue.TakeNext()!.Name);
        Assert.Null(_queue.TakeNext());
    }

    [Fact]
    public void Offer_ParkedPodRelabelled_IsTriedAtOnce()
    {
        _queue.Offer(Pod("a", 0));
        _queue.TakeNext();
        _queue.Park("a-uid");
        _queue.Offer(Pod("a", 0) with { Metadata = Pod("a", 0).Metadata with { Labels = null } });
        Assert.NotNull(_queue.TakeNext());
    }

    [Fact]
    public void Retry_Often_DoublesToTenSeconds()
    {
        _queue.Offer(Pod("a", 0));
        var due = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            Assert.NotNull(_queue.TakeNext());
            _queue.Retry("a-uid", TimeSpan.Zero);
            due.Add(_queue.NextDue!.Value.TotalSeconds);
            _queue.ReleaseDue(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([1, 2, 4, 8, 10, 10], due);
    }

    [Fact]
    public void Remove_Waiting_IsNotTaken()
    {
        _queue.Offer(Pod("a", 0));
        _queue.Remove("a-uid");
        Assert.Null(_queue.TakeNext());
        Assert.Equal(0, _queue.Count);
    }

    private static Pod Pod(string name, int priority) => Build.Pod(name) with { Spec = new() { Priority = priority } };
}
