using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Cgroups;

/// <summary>A pod's cgroup as the kubelet makes it: guaranteed pods directly under the root, the others under their class.</summary>
internal static class PodCgroupPlan
{
    public static string Path(string root, Pod pod) => PathIn(Parent(root, PodQos.Of(pod)), pod.Uid);

    /// <summary>Every place where a pod of unknown class can be.</summary>
    public static IEnumerable<string> Paths(string root, string uid) => Enum.GetValues<QosClass>().Select(qos => PathIn(Parent(root, qos), uid));

    public static string Parent(string root, QosClass qos) => qos switch
    {
        QosClass.BestEffort => $"{root}/besteffort",
        QosClass.Burstable => $"{root}/burstable",
        _ => root,
    };

    public static CgroupSettings Settings(Pod pod)
    {
        var containers = pod.Spec?.Containers ?? [];
        var qos = PodQos.Of(pod);
        if (qos == QosClass.BestEffort)
        {
            return new CgroupSettings(CpuMath.MinShares, null, null);
        }

        return new CgroupSettings(
            CpuMath.Shares(MilliCpu(containers)),
            Sum(containers, "cpu") is { } cpu ? CpuMath.Quota(cpu.MilliValue) : null,
            Sum(containers, "memory")?.Value);
    }

    /// <summary>Shares of the burstable class: those of all its pods.</summary>
    public static CgroupSettings BurstableSettings(IEnumerable<Pod> pods)
    {
        var burstable = pods.Where(pod => PodQos.Of(pod) == QosClass.Burstable && !PodPhase.IsTerminal(pod.Status?.Phase));
        return new CgroupSettings(CpuMath.Shares(burstable.Sum(pod => MilliCpu(pod.Spec?.Containers ?? []))), null, null);
    }

    private static long MilliCpu(IReadOnlyList<Container> containers)
        => containers.Sum(container => ResourceAmounts.RequestOrLimit(container, "cpu")?.MilliValue ?? 0);

    // The pod as a whole is limited only if each of its containers is.
    private static Quantity? Sum(IReadOnlyList<Container> containers, string resource)
    {
        var sum = default(Quantity);
        foreach (var container in containers)
        {
            if (ResourceAmounts.Limit(container, resource) is not { } limit)
            {
                return null;
            }

            sum += limit;
        }

        return sum;
    }

    private static string PathIn(string parent, string uid) => $"{parent}/pod{uid}";
}
