namespace EdgeKube.Agent.Pods;

/// <summary>When a worker looks again by itself: at a time that its plan names, or, after a failure, ever later.</summary>
internal sealed class LookTimer(TimeProvider time, Action look) : IDisposable
{
    private static readonly TimeSpan FirstHold = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(30);
    private readonly ITimer _timer = time.CreateTimer(_ => look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private TimeSpan _hold;

    public void WakeIn(TimeSpan delay) => _timer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

    /// <summary>The world failed: waits twice as long as after the failure before.</summary>
    /// <returns>How long.</returns>
    public TimeSpan Hold()
    {
        _hold = _hold == TimeSpan.Zero ? FirstHold : _hold * 2 < LongestHold ? _hold * 2 : LongestHold;
        WakeIn(_hold);
        return _hold;
    }

    /// <summary>We failed: nothing is gained by trying soon.</summary>
    public void HoldLongest() => WakeIn(LongestHold);

    /// <summary>A step went well.</summary>
    public void Reset() => _hold = TimeSpan.Zero;

    public void Dispose() => _timer.Dispose();
}
