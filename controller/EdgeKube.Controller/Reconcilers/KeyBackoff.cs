namespace EdgeKube.Controller.Reconcilers;

/// <summary>How long a key that failed waits: 5 ms doubling to 1000 s, as Kubernetes' controllers do.</summary>
internal static class KeyBackoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1000);

    /// <param name="failures">Failures in a row before this one.</param>
    public static TimeSpan After(int failures)
        => failures >= 18 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << failures));
}
