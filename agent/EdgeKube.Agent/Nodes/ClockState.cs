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
    /// <param name="controller">What the controller's clock says now, as it told over TLS in this boot; null when it did not.</param>
    public static ClockState Judge(DateTimeOffset clock, DateTimeOffset floor, bool synchronized, DateTimeOffset? controller)
    {
        // A controller that is behind what is proven proves nothing.
        var told = controller >= floor - TrustedTime.Tolerance ? controller : null;
        return clock switch
        {
            _ when clock < floor - TrustedTime.Tolerance => new(true, "ClockBehind", $"the clock says {Day(clock)}, which is before times that are proven"),
            _ when clock > told + TrustedTime.Tolerance => new(true, "ClockAhead", $"the clock says {Day(clock)} and is ahead of the controller's"),
            _ when synchronized => Right,
            _ when told is not null => new(false, "ClockConfirmed", "nothing disciplines the clock, but it agrees with the controller's"),
            _ when clock > floor + TrustedTime.MaxLead => new(true, "ClockAhead", $"the clock says {Day(clock)}, which is years after the latest time that is proven"),
            _ => new(true, "ClockUnconfirmed", "nothing disciplines the clock, and no controller has confirmed it yet"),
        };
    }

    private static string Day(DateTimeOffset clock) => $"{clock.UtcDateTime:yyyy-MM-dd}";
}
