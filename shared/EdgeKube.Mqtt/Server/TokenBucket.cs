namespace EdgeKube.Mqtt;

/// <summary>A rate with bursts of two seconds' worth. Pure: the time comes in.</summary>
internal struct TokenBucket(int perSecond)
{
    private double _tokens = perSecond * 2.0;
    private TimeSpan _last;

    /// <summary>True when full again: nothing needs to be remembered.</summary>
    public readonly bool IsFull(TimeSpan now) => _tokens + ((now - _last).TotalSeconds * perSecond) >= perSecond * 2.0;

    public bool TryTake(TimeSpan now)
    {
        _tokens = Math.Min(perSecond * 2.0, _tokens + ((now - _last).TotalSeconds * perSecond));
        _last = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
