namespace EdgeKube.Agent.Budgets;

/// <summary>Decides how far apart things must be for a budget to last. Pure.</summary>
internal static class BudgetPlanner
{
    // As much of the period as may be spent ahead of time: a busy first hour is no reason to slow down for the rest of the day.
    private const double Headroom = 1.0 / 24;

    /// <summary>
    /// Nothing while the budget is spent no faster than the period passes; then so long that what is left lasts to the end of the period.
    /// </summary>
    /// <param name="cost">Bytes that one message or write costs.</param>
    /// <param name="share">The part of the budget that this kind of traffic may have, 0 to 1.</param>
    /// <param name="longest">Also when nothing is left: what matters is still told, and written, within this.</param>
    public static TimeSpan Interval(BudgetUse use, long cost, double share, TimeSpan longest)
    {
        var passed = Math.Clamp(use.Elapsed / use.Period, 0, 1);
        if (use.Used <= use.Budget * Math.Min(1, passed + Headroom))
        {
            return TimeSpan.Zero;
        }

        var left = (use.Budget - use.Used) * share;
        var wait = left <= 0 ? double.PositiveInfinity : cost / left * (use.Period.TotalSeconds * (1 - passed));
        return wait >= longest.TotalSeconds ? longest : TimeSpan.FromSeconds(wait);
    }
}
