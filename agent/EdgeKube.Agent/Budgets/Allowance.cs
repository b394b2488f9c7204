namespace EdgeKube.Agent.Budgets;

/// <summary>Bytes that may be written: filled up to a day's worth at first, and again over each day. Immutable.</summary>
/// <param name="PerDay">What a day adds, and the most that gathers.</param>
/// <param name="Left">At <paramref name="At"/>.</param>
/// <param name="At">Time since the start of the program, which no clock moves.</param>
internal sealed record Allowance(long PerDay, double Left, TimeSpan At)
{
    /// <summary>The allowance after these bytes, or null: they are too many now.</summary>
    public Allowance? Take(TimeSpan now, long bytes)
    {
        var left = Math.Min(PerDay, Left + (PerDay * (now - At).TotalDays));
        return bytes <= left ? new Allowance(PerDay, left - bytes, now) : null;
    }
}
