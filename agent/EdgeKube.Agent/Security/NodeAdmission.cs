using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Security;

/// <summary>Whether this node can keep what a pod asks for. A pod that it cannot is refused with the kubelet's reason, and never started.</summary>
internal static class NodeAdmission
{
    /// <summary>Settings that belong to the pod's own namespaces, and can harm nobody outside it.</summary>
    private static readonly HashSet<string> SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
        "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    /// <param name="node">Where it is to run; null where that does not matter, because the node took it in before, or is not known.</param>
    public static PodVerdict? Judge(Pod pod, bool hasAppArmor, Node? node)
    {
        // The scheduler sees to it, unless somebody else has named the node.
        if (node is not null && !NodeFit.Admits(pod.Spec, node))
        {
            return PodVerdict.Refusal("NodeAffinity", $"Predicate NodeAffinity failed: {NodeFit.Mismatch}");
        }

        var context = pod.Spec?.SecurityContext;
        foreach (var sysctl in context?.Sysctls ?? [])
        {
            if (!SafeSysctls.Contains(sysctl.Name.Replace('/', '.')))
            {
                return PodVerdict.Refusal("SysctlForbidden", $"forbidden sysctl: \"{sysctl.Name}\" not allowlisted");
            }
        }

        if (context?.SupplementalGroupsPolicy == "Strict")
        {
            return PodVerdict.Refusal("SupplementalGroupsPolicyNotSupported", "SupplementalGroupsPolicy=Strict is not supported in this node");
        }

        return !hasAppArmor && AsksForAppArmor(pod)
            ? PodVerdict.Refusal("AppArmor", "Cannot enforce AppArmor: AppArmor is not enabled on the host")
            : null;
    }

    /// <summary>Whether it depends on the node if the pod is taken in. As with a scheduler, what was taken in stays, whatever labels change later, and over a boot.</summary>
    public static bool AsksForNode(PodGoal goal, ObservedPod observed)
        => goal.Pod?.Spec is { NodeSelector.Count: > 0 } or { Affinity.NodeAffinity: not null } && IsNew(goal, observed);

    /// <summary>As the kubelet: to a node that is short of something no pods are added; of memory alone: none that ask for nothing and do not tolerate it. Critical pods always are. What was taken in stays.</summary>
    /// <param name="conditions">What the node is short of.</param>
    public static PodVerdict? JudgePressure(Pod pod, IReadOnlyCollection<string> conditions)
    {
        const string memory = "MemoryPressure", memoryTaint = "node.kubernetes.io/memory-pressure";
        if (conditions.Count == 0 || PodRank.IsCritical(pod))
        {
            return null;
        }

        var isMemoryOnly = conditions.All(condition => condition == memory);
        return isMemoryOnly && (PodQos.Of(pod) != QosClass.BestEffort || Tolerates(pod, memoryTaint))
            ? null
            : PodVerdict.Refusal("Evicted", $"The node had condition: [{string.Join(' ', conditions)}]. ");
    }

    /// <summary>The node has yet to take it in.</summary>
    public static bool IsNew(PodGoal goal, ObservedPod observed) => goal.KnownStatus?.StartTime is null && observed.Sandboxes.Count == 0;

    private static bool Tolerates(Pod pod, string key) =>
        (pod.Spec?.Tolerations ?? []).Any(one => one.Effect is null or "" or "NoSchedule" && (one.Operator == "Exists" ? string.IsNullOrEmpty(one.Key) || one.Key == key : one.Key == key && string.IsNullOrEmpty(one.Value)));

    private static bool AsksForAppArmor(Pod pod)
    {
        if (Confines(pod.Spec?.SecurityContext?.AppArmorProfile))
        {
            return true;
        }

        foreach (var container in PodContainers.All(pod.Spec))
        {
            if (Confines(container.SecurityContext?.AppArmorProfile))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Confines(AppArmorProfile? profile) => profile is { Type: not "Unconfined" };
}
