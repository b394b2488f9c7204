namespace EdgeKube.Agent.Pods;

/// <summary>The kubelet's conversions from thousandths of a cpu to cgroup values.</summary>
internal static class CpuMath
{
    /// <summary>Microseconds.</summary>
    public const long Period = 100_000;

    public const long MinShares = 2;
    private const long MaxShares = 262_144;
    private const long MinQuota = 1_000;

    public static long Shares(long milliCpu) => milliCpu <= 0 ? MinShares : Math.Clamp(milliCpu * 1024 / 1000, MinShares, MaxShares);

    /// <summary>Zero for no limit.</summary>
    public static long Quota(long milliCpu) => milliCpu <= 0 ? 0 : Math.Max(milliCpu * Period / 1000, MinQuota);

    /// <summary>cgroup v2's weight for v1's shares, as runc converts.</summary>
    public static long Weight(long shares) => 1 + ((shares - 2) * 9999 / 262142);
}
