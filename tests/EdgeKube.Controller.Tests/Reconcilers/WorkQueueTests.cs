using EdgeKube.Controller.Reconcilers;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Reconcilers;

public sealed class WorkQueueTests
{
    private readonly ManualTimeProvider _time = new(Build.Now);

    [Fact]
    public async Task Add_WhileWorkedOn_WaitsForDone()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        queue.Add("a");
        Assert.Equal("a", await queue.TakeAsync(default));
        queue.Add("a");
        queue.Add("b");
        Assert.Equal("b", await queue.TakeAsync(default));

        var next = queue.TakeAsync(default);
        Assert.False(next.IsCompleted);
        queue.Done("a");
        Assert.Equal("a", await next);
    }

    [Fact]
    public async Task AddAfter_SeveralDelays_ShortestCounts()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(3));
        queue.AddAfter("a", TimeSpan.FromSeconds(5));
        var next = queue.TakeAsync(default);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a", await next);
    }

    [Fact]
    public async Task AddFailed_Again_BacksOffUntilForgotten()
    {
        using var queue = new WorkQueue<string>(_time);
        await FailAsync(queue, 5);
        await FailAsync(queue, 10);
        await FailAsync(queue, 20);
        queue.Forget("a");
        await FailAsync(queue, 5);
    }

    [Fact]
    public void After_ManyFailures_IsCapped()
    {
        Assert.Equal(TimeSpan.FromSeconds(1000), KeyBackoff.After(18));
        Assert.Equal(TimeSpan.FromSeconds(1000), KeyBackoff.After(int.MaxValue));
        Assert.Equal(TimeSpan.FromMilliseconds(5 << 17), KeyBackoff.After(17));
    }

    [Fact]
    public void Reserve_BeyondBurst_WaitsItsTurn()
    {
        var bucket = new TokenBucket(perSecond: 10, burst: 2);
        Assert.Equal([0, 0, 100, 200], Enumerable.Range(0, 4).Select(_ => (int)bucket.Reserve(TimeSpan.Zero).TotalMilliseconds));
        Assert.Equal(TimeSpan.Zero, bucket.Reserve(TimeSpan.FromSeconds(1)));
    }

    /// <summary>A failed key comes back after so many milliseconds, and no sooner.</summary>
    private async Task FailAsync(WorkQueue<string> queue, int expected)
    {
        queue.AddFailed("a");
        var next = queue.TakeAsync(default);
        _time.Advance(TimeSpan.FromMilliseconds(expected - 1));
        Assert.Equal(0, queue.ReadyCount);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        queue.Done(await next.AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
