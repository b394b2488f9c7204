namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>
/// When the probes of all pods are made: one timer for all of them, which fires a few times a second at most, and not at all while nothing is due. What
/// is due in the same tick is made side by side. May be used from any thread.
/// </summary>
internal sealed class ProbeWheel(TimeProvider time)
{
    /// <summary>Probes are moved by half of this at most, and by nothing in the long run.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // Timers count in milliseconds and may be one early.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(2);

    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly SortedDictionary<long, List<TickEntry>> _slots = [];
    private ITimer? _timer;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <param name="delay">Zero or less: as soon as possible, to the millisecond.</param>
    /// <param name="start">Must return soon; what it waits for must not hold the thread.</param>
    public TickEntry Add(TimeSpan delay, Action start)
    {
        var entry = new TickEntry(start);
        lock (_gate)
        {
            var now = Now;
            var slot = delay <= TimeSpan.Zero ? now.Ticks / Tick.Ticks : Math.Max((now.Ticks / Tick.Ticks) + 1, (long)Math.Round((now + delay) / Tick));
            var isFirst = _slots.Count == 0 || slot < _slots.Keys.First();
            if (!_slots.TryGetValue(slot, out var entries))
            {
                _slots[slot] = entries = [];
            }

            entries.Add(entry);
            if (isFirst)
            {
                Arm(slot, now);
            }
        }

        return entry;
    }

    private void Arm(long slot, TimeSpan now)
    {
        _timer ??= time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var due = (slot * Tick) - now;
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        var due = new List<TickEntry>();
        lock (_gate)
        {
            var now = Now;
            var current = (now + Early).Ticks / Tick.Ticks;
            while (_slots.Count > 0 && _slots.Keys.First() is var slot && slot <= current)
            {
                due.AddRange(_slots[slot]);
                _slots.Remove(slot);
            }

            if (_slots.Count > 0)
            {
                Arm(_slots.Keys.First(), now);
            }
        }

        ExchangeBatch.Run(() => due.ForEach(entry => entry.Run()));
    }
}
