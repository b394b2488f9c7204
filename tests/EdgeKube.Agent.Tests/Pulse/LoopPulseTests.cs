using EdgeKube.Agent.Pulse;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pulse;

public sealed class LoopPulseTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly ManualTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Busy_AtWorkAwayAndAtRest_CountsTheWorkSinceTheLastWait()
    {
        var pulse = new LoopPulse(_time);
        _time.Advance(Long);
        Assert.Equal(TimeSpan.Zero, pulse.Busy);

        pulse.Begin();
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), pulse.Busy);

        var world = new TaskCompletionSource<int>();
        var away = pulse.AwayAsync(() => world.Task);
        _time.Advance(Long);
        Assert.Equal(TimeSpan.Zero, pulse.Busy);

        world.SetResult(7);
        Assert.Equal(7, await away);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), pulse.Busy);

        pulse.Rest();
        Assert.Equal(TimeSpan.Zero, pulse.Busy);
    }

    [Fact]
    public async Task AwayAsync_TheWorldFails_IsAtWorkAgain()
    {
        var pulse = new LoopPulse(_time);
        _time.Advance(Long);
        pulse.Begin();
        await Assert.ThrowsAsync<IOException>(() => pulse.AwayAsync(() => Task.FromException(new IOException("the disk"))));
        _time.Advance(Long);

        Assert.Equal(Long, pulse.Busy);
    }
}
