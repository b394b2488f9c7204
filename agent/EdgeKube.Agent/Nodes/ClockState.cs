using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Nodes;

/// <summary>Whether the node's clock is right, as its condition ClockUnsynchronized says. Pure.</summary>
/// <param name="IsWrong">Nothing may expire, begin or be deleted because of this clock.</param>
/// <param name="Reason">One PascalCase word.</param>
/// <param name="Message">For people. Says nothing that changes by itself, or an idle node would report it over and over.</param>
internal sealed record ClockState(bool IsWrong, string Reason, string Message)
{
    public static ClockState Right { get; } = new(false, "ClockSynchronized", "the kernel says that the clock is synchronized");

    /// <param name="clock">What the machine says.</param>
    /// <param name="floor">The latest time that is proven.</param>
    /// <param name="synchronized">What the kernel says.</param>
    /// <param name="isFloorTheTime">The controller told the time a while ago, and the floor has gone on since: it is not only a lower bound.</param>
    public static ClockState Judge(DateTimeOffset clock, DateTimeOffset floor, bool synchronized, bool isFloorTheTime)
    {
        var trusted = TrustedTime.Read(clock, floor, synchronized).IsTrusted;
        return trusted switch
        {
            false when clock < floor => new(true, "ClockBehind", $"the clock says {clock.UtcDateTime:yyyy-MM-dd}, which is before times that are proven"),
            false => new(true, "ClockAhead", $"the clock says {clock.UtcDateTime:yyyy-MM-dd}, which is years after the latest time that is proven"),
            true when isFloorTheTime && !synchronized && clock - floor > TrustedTime.Tolerance =>
                new(true, "ClockAhead", $"the clock says {clock.UtcDateTime:yyyy-MM-dd} and is ahead of the controller's"),
            true when synchronized => Right,
            true => new(false, "ClockPlausible", "nothing disciplines the clock, and nothing proven contradicts it"),
        };
    }
}
