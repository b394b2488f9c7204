namespace EdgeKube.Agent.Runtime;

/// <summary>cgroup limits as the kubelet computes them; zero means not set.</summary>
internal sealed record ContainerResources
{
    /// <summary>Microseconds.</summary>
    public long CpuPeriod { get; init; }

    /// <summary>Microseconds of cpu in each period.</summary>
    public long CpuQuota { get; init; }

    public long CpuShares { get; init; }

    public long MemoryLimitBytes { get; init; }

    public long OomScoreAdj { get; init; }

    /// <summary>cgroup v2 files and their content.</summary>
    public IReadOnlyDictionary<string, string> Unified { get; init; } = new Dictionary<string, string>();
}
