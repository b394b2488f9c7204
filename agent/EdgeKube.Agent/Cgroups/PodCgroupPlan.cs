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
        QosClass.BestEffort => In(root, "besteffort"),
        QosClass.Burstable => In(root, "burstable"),
        _ => root,
    };

    /// <summary>The parent of a sandbox, as the runtime wants it: systemd's driver takes a slice's name alone.</summary>
    public static string RuntimeParent(string path) => CgroupSlices.IsSlice(path) ? CgroupSlices.UnitOf(path) : path;

    /// <summary>A container's cgroup in its pod's.</summary>
    public static string ContainerPath(string podPath, string id) => CgroupSlices.IsSlice(podPath) ? $"{podPath}/cri-containerd-{id}.scope" : $"{podPath}/{id}";

    /// <summary>Whether a cgroup of this name is a pod's.</summary>
    public static bool IsPod(string parent, string name) => name.StartsWith(PodName(parent, "").Replace(".slice", "", StringComparison.Ordinal), StringComparison.Ordinal);

    /// <summary>The last part of the path of a pod under a parent.</summary>
    public static string PodName(string parent, string uid) => CgroupSlices.UnitOf(PathIn(parent, uid));

    public static CgroupSettings Settings(Pod pod)
    {
        var qos = PodQos.Of(pod);
        if (qos == QosClass.BestEffort)
        {
            return new CgroupSettings(CpuMath.MinShares, null, null);
        }

        return new CgroupSettings(
            CpuMath.Shares(MilliCpu(pod)),
            FindLimit(pod, "cpu") is { } cpu ? CpuMath.Quota(cpu.MilliValue) : null,
            FindLimit(pod, "memory")?.Value);
    }

    /// <summary>Room for both.</summary>
    public static CgroupSettings Wider(CgroupSettings left, CgroupSettings right) => new(
        Math.Max(left.CpuShares ?? 0, right.CpuShares ?? 0) is > 0 and var shares ? shares : null,
        left.CpuQuota is { } leftQuota && right.CpuQuota is { } rightQuota ? Math.Max(leftQuota, rightQuota) : null,
        left.MemoryLimitBytes is { } leftBytes && right.MemoryLimitBytes is { } rightBytes ? Math.Max(leftBytes, rightBytes) : null);

    /// <summary>Shares of the burstable class: those of all its pods.</summary>
    public static CgroupSettings BurstableSettings(IEnumerable<Pod> pods)
    {
        var burstable = pods.Where(pod => PodQos.Of(pod) == QosClass.Burstable && !PodPhase.IsTerminal(pod.Status?.Phase));
        return new CgroupSettings(CpuMath.Shares(burstable.Sum(MilliCpu)), null, null);
    }

    private static long MilliCpu(Pod pod)
        => (ResourceAmounts.Request(pod.Spec?.Resources, "cpu")?.MilliValue ?? PodAmounts.Combine(pod.Spec, container => ResourceAmounts.RequestOrLimit(container, "cpu")?.MilliValue ?? 0))
            + Overhead(pod, "cpu").MilliValue;

    private static Quantity Overhead(Pod pod, string resource) => pod.Spec?.Overhead?.TryGetValue(resource, out var amount) == true ? amount : default;

    // A pod that says nothing of itself is limited as a whole only if each of its containers is.
    private static Quantity? FindLimit(Pod pod, string resource)
        => ResourceAmounts.Limit(pod.Spec?.Resources, resource) is { } own ? own + Overhead(pod, resource)
            : PodContainers.All(pod.Spec).All(container => ResourceAmounts.Limit(container, resource) is not null)
                ? PodAmounts.OfContainers(pod.Spec, container => container.Resources?.Limits).GetValueOrDefault(resource) + Overhead(pod, resource)
                : null;

    private static string PathIn(string parent, string uid) => In(parent, $"pod{uid}");

    private static string In(string parent, string name) => CgroupSlices.IsSlice(parent) ? CgroupSlices.In(parent, name) : $"{parent}/{name}";
}
