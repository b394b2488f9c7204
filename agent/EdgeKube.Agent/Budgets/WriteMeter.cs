namespace EdgeKube.Agent.Budgets;

/// <summary>Counts what the agent writes to its disk, day by day since its start: a wall clock that jumps moves no day.</summary>
internal sealed class WriteMeter(TimeProvider time)
{
    // What a write costs a card at least, however small it is.
    private const long Block = 4096;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private long _day;
    private long _used;

    /// <summary>What writing so many bytes costs.</summary>
    public static long Blocks(long bytes) => (bytes + Block - 1) / Block * Block;

    /// <summary>A file was written.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            Turn();
            _used += Blocks(bytes);
        }
    }

    /// <summary>This day's use of a budget.</summary>
    public BudgetUse Read(long budget)
    {
        lock (_lock)
        {
            var elapsed = Turn();
            return new BudgetUse(_used, budget, elapsed, Day);
        }
    }

    private TimeSpan Turn()
    {
        var elapsed = time.GetElapsedTime(_start);
        var day = elapsed.Ticks / Day.Ticks;
        if (day != _day)
        {
            (_day, _used) = (day, 0);
        }

        return elapsed - (day * Day);
    }
}
