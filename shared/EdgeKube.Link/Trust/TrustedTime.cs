namespace EdgeKube.Link.Trust;

/// <summary>
/// Decides what time it is from a clock that may be wrong by decades and a floor: the latest time ever proven. Pure. The floor rises
/// only by what is proven: a genuine certificate's NotBefore, a trusted controller's time, an orderly stop while the clock was trusted. A clock
/// that nobody vouches for is good for reading; it proves nothing, and nothing expires by it.
/// </summary>
public static class TrustedTime
{
    /// <summary>The floor of a machine that has proven nothing yet: this program is not older.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A clock further ahead of the floor is not even read, unless something vouches for it.</summary>
    public static readonly TimeSpan MaxLead = TimeSpan.FromDays(5 * 365);

    /// <summary>Two good clocks differ by no more.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="clock">What the machine says.</param>
    /// <param name="floor">The latest time ever proven, at least <see cref="Beginning"/>.</param>
    /// <param name="vouched">The kernel says that the clock follows a reference (adjtimex), or it agrees with a controller's proven time.</param>
    public static TimeReading Read(DateTimeOffset clock, DateTimeOffset floor, bool vouched) => clock switch
    {
        _ when clock < floor => new(floor, vouched && clock >= floor - Tolerance),
        _ when vouched => new(clock, true),
        _ when clock - floor > MaxLead => new(floor, false),
        _ => new(clock, false) { Proven = floor },
    };

    /// <summary>The floor after something was proven.</summary>
    public static DateTimeOffset Raise(DateTimeOffset floor, DateTimeOffset proven) => proven > floor ? proven : floor;
}
