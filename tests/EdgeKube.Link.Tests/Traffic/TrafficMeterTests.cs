using EdgeKube.Link.Traffic;

namespace EdgeKube.Link.Tests.Traffic;

public sealed class TrafficMeterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TrafficMeter _meter = new();

    [Fact]
    public void Take_IdleDay_IsItsKeepAlive()
    {
        _meter.Connect(Minute, 0);
        Assert.Equal(WireCost.Connection, _meter.Take(0).Other);
        Assert.Equal(1440 * WireCost.KeepAlive, _meter.Take(24 * 3600_000).Total);
    }

    [Fact]
    public void Take_AskedOften_CountsEachProbeOnce()
    {
        _meter.Connect(Minute, 0);
        _meter.Take(0);
        Assert.Equal(1440 * WireCost.KeepAlive, Enumerable.Range(1, 24 * 3600).Sum(second => _meter.Take(second * 1000L).Other));
    }

    [Fact]
    public void Take_MessagesKeepTheLinkBusy_NeedsNoProbe()
    {
        _meter.Connect(Minute, 0);
        _meter.Take(0);
        for (var i = 1; i <= 100; i++)
        {
            _meter.Count(TrafficClass.Status, 500, i * 30_000L);
        }

        Assert.Equal(new TrafficCounts(0, 100 * (500 + WireCost.Unacknowledged), 0, 0, 0), _meter.Take(100 * 30_000L));
    }

    [Fact]
    public void Take_Disconnected_CostsNothing()
    {
        _meter.Connect(Minute, 0);
        _meter.Disconnect(0);
        _meter.Take(0);
        Assert.Equal(0, _meter.Take(1_000_000_000).Total);
    }
}
