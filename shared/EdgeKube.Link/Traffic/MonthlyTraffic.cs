using EdgeKube.Link.Trust;

namespace EdgeKube.Link.Traffic;

/// <summary>What a link has cost in one month of the calendar, UTC. Immutable.</summary>
/// <param name="Month">Its first moment.</param>
/// <param name="Since">When counting began, in or before this month.</param>
/// <param name="Counts">Bytes until now.</param>
public sealed record MonthlyTraffic(DateTimeOffset Month, DateTimeOffset Since, TrafficCounts Counts)
{
    // In less time than this nothing can be told of a month.
    private static readonly TimeSpan LeastElapsed = TimeSpan.FromHours(1);

    /// <summary>The first moment after the month.</summary>
    public DateTimeOffset End => Month.AddMonths(1);

    /// <summary>A month in which nothing was counted yet.</summary>
    public static MonthlyTraffic Begin(DateTimeOffset now) => new(FirstOf(now), now, default);

    /// <summary>The month to count in now: a new one only when a clock that can be believed says so.</summary>
    public MonthlyTraffic At(TimeReading now)
    {
        if (!now.IsTrusted || FirstOf(now.Now) == Month)
        {
            return this;
        }

        // Back in time: the clock that named this month was wrong, what was counted is not.
        return now.Now < Month ? this with { Month = FirstOf(now.Now), Since = now.Now } : Begin(now.Now);
    }

    /// <summary>With these bytes more.</summary>
    public MonthlyTraffic With(TrafficCounts more) => this with { Counts = Counts + more };

    /// <summary>What the whole month will have cost if it goes on so; null while too little of it is over.</summary>
    public long? Forecast(DateTimeOffset now)
    {
        var elapsed = now - (Since > Month ? Since : Month);
        return elapsed < LeastElapsed || now >= End ? null : Counts.Total + (long)(Counts.Total / elapsed.TotalSeconds * (End - now).TotalSeconds);
    }

    private static DateTimeOffset FirstOf(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
