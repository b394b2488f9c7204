using EdgeKube.Link.Traffic;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Fleet.Usage;

/// <summary>One node's meter and its month. One caller at a time.</summary>
internal sealed class LinkAccount(MonthlyTraffic month)
{
    private MonthlyTraffic _month = month;
    private MonthlyTraffic _saved = month;

    public TrafficMeter Meter { get; } = new();

    /// <summary>The month with all that was counted until now.</summary>
    public MonthlyTraffic Settle(TimeReading clock, long now) => _month = _month.At(clock).With(Meter.Take(now));

    /// <summary>The month when it is another than the one asked for last; null when it is the same.</summary>
    public MonthlyTraffic? TakeUnsaved(TimeReading clock, long now)
    {
        if (Settle(clock, now) == _saved)
        {
            return null;
        }

        return _saved = _month;
    }
}
