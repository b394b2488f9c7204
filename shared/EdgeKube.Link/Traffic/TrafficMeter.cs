namespace EdgeKube.Link.Traffic;

/// <summary>Counts what one link costs. Times are of a clock that only goes forward, in milliseconds. One caller at a time.</summary>
public sealed class TrafficMeter
{
    private TrafficCounts _counts;
    private long? _quietSince;
    private long _keepAlive;

    /// <summary>A connection was made.</summary>
    /// <param name="keepAlive">After so long without a message it is probed; zero: never.</param>
    /// <param name="now">Milliseconds.</param>
    public void Connect(TimeSpan keepAlive, long now)
    {
        Settle(now);
        _counts = _counts.With(TrafficClass.Other, WireCost.Connection);
        (_quietSince, _keepAlive) = (now, (long)keepAlive.TotalMilliseconds);
    }

    /// <summary>The connection is gone.</summary>
    public void Disconnect(long now)
    {
        Settle(now);
        _quietSince = null;
    }

    /// <summary>A message was sent or received.</summary>
    public void Count(TrafficClass spentOn, int payloadBytes, long now)
    {
        Settle(now);
        _counts = _counts.With(spentOn, payloadBytes + WireCost.Of(spentOn, payloadBytes));
        _quietSince = _quietSince is null ? null : now;
    }

    /// <summary>What was counted since this was asked last.</summary>
    public TrafficCounts Take(long now)
    {
        Settle(now);
        var counts = _counts;
        _counts = default;
        return counts;
    }

    private void Settle(long now)
    {
        if (_quietSince is { } since && _keepAlive > 0)
        {
            var probes = (now - since) / _keepAlive;
            _counts = _counts.With(TrafficClass.Other, probes * WireCost.KeepAlive);
            _quietSince = since + (probes * _keepAlive);
        }
    }
}
