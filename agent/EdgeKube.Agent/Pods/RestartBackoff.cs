namespace EdgeKube.Agent.Pods;

/// <summary>The kubelet's back-off: at once the first time, then 10 s doubling to 300 s; forgotten after a run of more than ten minutes.</summary>
internal static class RestartBackoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan GoodRun = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait after the end of a container.</summary>
    public static TimeSpan After(TimeSpan promised, TimeSpan ranFor) => ranFor > GoodRun ? TimeSpan.Zero : promised;

    /// <summary>The wait that follows a wait of <paramref name="delay"/>.</summary>
    public static TimeSpan Next(TimeSpan delay)
        => delay <= TimeSpan.Zero ? First : delay * 2 > Longest ? Longest : delay * 2;
}
