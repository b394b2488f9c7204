namespace EdgeKube.Controller.Reconcilers;

/// <summary>Limits a rate: so many at once, then so many a second. Time is what the caller says it is.</summary>
internal sealed class TokenBucket(double perSecond, double burst)
{
    private double _spent;
    private TimeSpan _last;

    /// <summary>Takes a token, on credit if there is none, and says how long to wait until it is really there.</summary>
    public TimeSpan Reserve(TimeSpan now)
    {
        Refill(now);
        _spent += 1;
        return _spent <= burst ? TimeSpan.Zero : TimeSpan.FromSeconds((_spent - burst) / perSecond);
    }

    /// <summary>Takes a token if there is one.</summary>
    public bool TryTake(TimeSpan now)
    {
        Refill(now);
        if (_spent + 1 > burst)
        {
            return false;
        }

        _spent += 1;
        return true;
    }

    private void Refill(TimeSpan now)
    {
        if (now > _last)
        {
            _spent = Math.Max(0, _spent - ((now - _last).TotalSeconds * perSecond));
            _last = now;
        }
    }
}
