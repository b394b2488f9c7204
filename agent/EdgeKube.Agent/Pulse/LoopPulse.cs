namespace EdgeKube.Agent.Pulse;

/// <summary>
/// Whether a loop is at work on its own, and for how long: that takes milliseconds. Its waits for the disk, the runtime or a person's grace do not count,
/// however long they last; they have limits of their own.
/// </summary>
internal sealed class LoopPulse(TimeProvider time)
{
    // 0: it rests, or waits for the world.
    private long _since;
    private volatile bool _hangs;

    /// <summary>Time at work without a rest. Zero when it rests.</summary>
    public TimeSpan Busy => Interlocked.Read(ref _since) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public void Begin()
    {
        Interlocked.Exchange(ref _since, Math.Max(1, time.GetTimestamp()));
        if (_hangs)
        {
            new ManualResetEventSlim().Wait();
        }
    }

    public void Rest() => Interlocked.Exchange(ref _since, 0);

    /// <summary>What takes as long as the world likes.</summary>
    public async Task<T> AwayAsync<T>(Func<Task<T>> world)
    {
        Rest();
        try
        {
            return await world();
        }
        finally
        {
            Begin();
        }
    }

    /// <inheritdoc cref="AwayAsync{T}"/>
    public async Task AwayAsync(Func<Task> world)
    {
        Rest();
        try
        {
            await world();
        }
        finally
        {
            Begin();
        }
    }

    /// <summary>The loop's next step never ends: see <see cref="PulseWatch"/>.</summary>
    public void HangNext() => _hangs = true;
}
