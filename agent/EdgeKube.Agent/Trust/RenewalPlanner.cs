namespace EdgeKube.Agent.Trust;

/// <summary>When a certificate is to be renewed. Pure.</summary>
internal static class RenewalPlanner
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(6);

    // The clock may jump while this waits, so it looks again now and then; nothing is written for that.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>From two thirds of its life on; the last of a fleet a tenth of its life later, so that they do not come all at once.</summary>
    /// <param name="jitter">In [0, 1), the same for the same certificate.</param>
    public static DateTimeOffset DueAt(DateTimeOffset notBefore, DateTimeOffset notAfter, double jitter) =>
        notBefore + ((notAfter - notBefore) * ((2.0 / 3) + (jitter / 10)));

    /// <summary>Zero: now.</summary>
    public static TimeSpan Wait(DateTimeOffset dueAt, DateTimeOffset now) =>
        dueAt <= now ? TimeSpan.Zero : dueAt - now < LongestWait ? dueAt - now : LongestWait;

    /// <summary>The wait after so many failures in a row: doubling, never so long that a short life would end meanwhile.</summary>
    /// <param name="life">The certificate's whole life.</param>
    /// <param name="failures">1 after the first.</param>
    /// <param name="jitter">In [0, 1).</param>
    public static TimeSpan RetryAfter(TimeSpan life, int failures, double jitter)
    {
        var longest = TimeSpan.FromTicks(Math.Clamp((life / 50).Ticks, ShortestRetry.Ticks, LongestRetry.Ticks));
        var wait = ShortestRetry * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (wait < longest ? wait : longest) * (0.75 + (jitter / 4));
    }
}
