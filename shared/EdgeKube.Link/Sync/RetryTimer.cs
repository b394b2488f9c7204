namespace EdgeKube.Link.Sync;

/// <summary>When to ask again: the wait doubles from the first to the last of <see cref="LinkTimings"/>.</summary>
internal sealed class RetryTimer(LinkTimings timings)
{
    private TimeSpan _wait = timings.FirstRetry;

    public long? At { get; private set; }

    /// <summary>The earlier of two times; null means never.</summary>
    public static long? Earliest(long? one, long? other) => one is null || other < one ? other : one;

    public bool IsDue(long now) => At <= now;

    /// <summary>Waits from now on, as long as the last time.</summary>
    public void Arm(long now) => At = now + (long)_wait.TotalMilliseconds;

    /// <summary>Waits from now on, twice as long as the last time.</summary>
    public void Back(long now)
    {
        _wait = TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, timings.LastRetry.Ticks));
        Arm(now);
    }

    /// <summary>Something came back: nothing to wait for, and the next wait is a short one.</summary>
    public void Reset()
    {
        _wait = timings.FirstRetry;
        At = null;
    }
}
