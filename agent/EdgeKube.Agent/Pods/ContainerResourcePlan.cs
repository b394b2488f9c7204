using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>A container's cgroup limits and its place in the queue of the out-of-memory killer, as the kubelet computes them.</summary>
internal static class ContainerResourcePlan
{
    private const long GuaranteedScore = -997;
    private const long BestEffortScore = 1000;

    public static ContainerResources For(Container container, QosClass qos, long memoryCapacity)
    {
        var cpuLimit = ResourceAmounts.Limit(container, "cpu")?.MilliValue ?? 0;
        return new ContainerResources
        {
            CpuShares = CpuMath.Shares(ResourceAmounts.RequestOrLimit(container, "cpu")?.MilliValue ?? 0),
            CpuQuota = CpuMath.Quota(cpuLimit),
            CpuPeriod = cpuLimit > 0 ? CpuMath.Period : 0,
            MemoryLimitBytes = ResourceAmounts.Limit(container, "memory")?.Value ?? 0,
            OomScoreAdj = Score(container, qos, memoryCapacity),
        };
    }

    private static long Score(Container container, QosClass qos, long memoryCapacity)
    {
        if (qos != QosClass.Burstable)
        {
            return qos == QosClass.Guaranteed ? GuaranteedScore : BestEffortScore;
        }

        var request = ResourceAmounts.RequestOrLimit(container, "memory")?.Value ?? 0;
        var score = BestEffortScore - (long)((Int128)1000 * request / Math.Max(memoryCapacity, 1));
        // Between the guaranteed and those who asked for nothing, and never equal to either.
        return Math.Clamp(score, 1000 + GuaranteedScore, BestEffortScore - 1);
    }
}
