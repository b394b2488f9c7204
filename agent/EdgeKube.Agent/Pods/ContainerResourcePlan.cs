using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>A container's cgroup limits and its place in the queue of the out-of-memory killer, as the kubelet computes them.</summary>
internal static class ContainerResourcePlan
{
    private const long GuaranteedScore = -997;
    private const long BestEffortScore = 1000;

    public static ContainerResources For(Pod pod, Container container, long memoryCapacity)
    {
        var cpuLimit = ResourceAmounts.LimitWithin(pod, container, "cpu")?.MilliValue ?? 0;
        return new ContainerResources
        {
            CpuShares = CpuMath.Shares(ResourceAmounts.Request(container, "cpu")?.MilliValue ?? cpuLimit),
            CpuQuota = CpuMath.Quota(cpuLimit),
            CpuPeriod = cpuLimit > 0 ? CpuMath.Period : 0,
            MemoryLimitBytes = ResourceAmounts.LimitWithin(pod, container, "memory")?.Value ?? 0,
            OomScoreAdj = Score(pod, container, memoryCapacity),
        };
    }

    private static long Score(Pod pod, Container container, long memoryCapacity)
    {
        var qos = PodQos.Of(pod);
        if (qos != QosClass.Burstable)
        {
            return qos == QosClass.Guaranteed ? GuaranteedScore : BestEffortScore;
        }

        var request = Asked(container) + ShareOfRest(pod);
        var score = BestEffortScore - (long)((Int128)1000 * request / Math.Max(memoryCapacity, 1));
        // Between the guaranteed and those who asked for nothing, and never equal to either.
        return Math.Clamp(score, 1000 + GuaranteedScore, BestEffortScore - 1);
    }

    // What the pod asks for beyond its containers is for all of them alike.
    private static long ShareOfRest(Pod pod)
    {
        if (ResourceAmounts.Request(pod.Spec?.Resources, "memory") is not { } total)
        {
            return 0;
        }

        var rest = total.Value - PodAmounts.Combine(pod.Spec, Asked);
        return Math.Max(rest, 0) / Math.Max(PodContainers.All(pod.Spec).Count(), 1);
    }

    private static long Asked(Container container) => ResourceAmounts.RequestOrLimit(container, "memory")?.Value ?? 0;
}
