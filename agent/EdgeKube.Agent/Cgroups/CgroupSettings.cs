namespace EdgeKube.Agent.Cgroups;

/// <summary>Limits of one cgroup; null leaves what is there.</summary>
/// <param name="CpuQuota">Microseconds in each period of 100 ms; null for no limit.</param>
internal sealed record CgroupSettings(long? CpuShares, long? CpuQuota, long? MemoryLimitBytes)
{
    /// <summary>Most processes and threads at once.</summary>
    public long? MaxPids { get; init; }
}
