using EdgeKube.Agent.Probes.Ticks;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Probes.Ticks;

public sealed class ProbeWheelTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Add_NothingToWaitFor_RunsAtOnce()
    {
        var wheel = new ProbeWheel(_time);
        _time.Advance(TimeSpan.FromMilliseconds(37));
        var ran = 0;
        wheel.Add(TimeSpan.Zero, () => ran++);
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(1, ran);
    }

    [Fact]
    public void Add_OneAfterTheOther_KeepsItsPeriodInTheLongRun()
    {
        var wheel = new ProbeWheel(_time);
        _time.Advance(TimeSpan.FromMilliseconds(37));
        var times = new List<double>();
        Next(TimeSpan.Zero);
        for (var i = 0; i < 600_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(601, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 940, 1060));

        void Next(TimeSpan delay) => wheel.Add(delay, () =>
        {
            times.Add(_time.GetElapsedTime(0).TotalMilliseconds);
            Next(TimeSpan.FromSeconds(1));
        });
    }

    [Fact]
    public void Add_ManyWithinATick_RunTogether()
    {
        var wheel = new ProbeWheel(_time);
        var moments = new HashSet<TimeSpan>();
        for (var i = 0; i < 110; i++)
        {
            wheel.Add(TimeSpan.FromMilliseconds(1000 + (i * 9)), () => moments.Add(_time.GetElapsedTime(0)));
        }

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.InRange(moments.Count, 9, 12);
    }

    [Fact]
    public void Cancel_BeforeItsTick_RunsNever()
    {
        var wheel = new ProbeWheel(_time);
        var ran = 0;
        wheel.Add(TimeSpan.FromSeconds(1), () => ran++).Cancel();
        wheel.Add(TimeSpan.FromSeconds(1), () => ran += 10);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(10, ran);
    }
}
