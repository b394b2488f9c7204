using EdgeKube.Agent.Lifecycle;
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

    private static readonly Dictionary<string, string> Nothing = [];

    /// <param name="labels">The node's; null where they say nothing about this pod, because it was taken in before, or are not known.</param>
    public static PodVerdict? Judge(Pod pod, bool hasAppArmor, IReadOnlyDictionary<string, string>? labels)
    {
        // The scheduler sees to it, unless somebody else has named the node.
        if (labels is not null && !Carries(labels, pod.Spec?.NodeSelector))
        {
            return PodVerdict.Refusal("NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector");
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

    private static bool Carries(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string>? wanted)
    {
        foreach (var (key, value) in wanted ?? Nothing)
        {
            if (labels.GetValueOrDefault(key) != value)
            {
                return false;
            }
        }

        return true;
    }

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
