using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The Pod Security Standards baseline and restricted, in Kubernetes' words and order. Pure. What no record holds, no pod can ask for.</summary>
internal static class PodSecurityChecks
{
    private static readonly string[] BaselineCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly string[] SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    public static IReadOnlyList<PodSecurityFault> Find(PodSpec spec, string level) => level switch
    {
        "baseline" => [.. Baseline(spec, withOverridden: true)],
        "restricted" => [.. Baseline(spec, withOverridden: false), .. PodSecurityRestricted.Find(spec)],
        _ => [],
    };

    private static IEnumerable<PodSecurityFault> Baseline(PodSpec spec, bool withOverridden)
    {
        PodSecurityFault?[] found =
        [
            withOverridden ? FindCapabilities(spec) : null,
            FindHostNamespaces(spec),
            FindHostPaths(spec),
            FindHostPorts(spec),
            PodSecurityText.Of(spec, "privileged", container => container.SecurityContext?.Privileged is true, "must not set securityContext.privileged=true"),
            withOverridden ? PodSecurityText.ProcMount(spec) : null,
            withOverridden ? PodSecurityText.Seccomp(spec, requiresOne: false) : null,
            FindSysctls(spec),
        ];
        return found.OfType<PodSecurityFault>();
    }

    private static PodSecurityFault? FindCapabilities(PodSpec spec)
    {
        var (names, added) = PodSecurityText.Added(spec, BaselineCapabilities);
        return names.Count == 0 ? null : new("non-default capabilities", $"{PodSecurityText.Containers(names)} must not include {added} in securityContext.capabilities.add");
    }

    private static PodSecurityFault? FindHostNamespaces(PodSpec spec)
    {
        (string Name, bool IsSet)[] fields = [("hostNetwork", spec.HostNetwork), ("hostPID", spec.HostPID), ("hostIPC", spec.HostIPC)];
        string[] set = [.. fields.Where(field => field.IsSet).Select(field => $"{field.Name}=true")];
        return set.Length == 0 ? null : new("host namespaces", string.Join(", ", set));
    }

    private static PodSecurityFault? FindHostPaths(PodSpec spec)
    {
        string[] names = [.. (spec.Volumes ?? []).Where(volume => volume.HostPath is not null).Select(volume => volume.Name)];
        return names.Length == 0 ? null : new("hostPath volumes", PodSecurityText.Named("volume", names));
    }

    private static PodSecurityFault? FindHostPorts(PodSpec spec)
    {
        Container[] containers = [.. PodContainers.ContainersThenInits(spec).Where(container => container.Ports?.Any(port => port.HostPort != 0) is true)];
        string[] ports = [.. containers.SelectMany(container => container.Ports!).Where(port => port.HostPort != 0).Select(port => $"{port.HostPort}").Distinct().Order(StringComparer.Ordinal)];
        return ports.Length == 0
            ? null
            : new(
                "hostPort",
                $"{PodSecurityText.Containers([.. containers.Select(container => container.Name)])} {(containers.Length == 1 ? "uses" : "use")} hostPort{(ports.Length == 1 ? "" : "s")} {string.Join(", ", ports)}");
    }

    private static PodSecurityFault? FindSysctls(PodSpec spec)
    {
        string[] names = [.. (spec.SecurityContext?.Sysctls ?? []).Select(sysctl => sysctl.Name).Where(name => !SafeSysctls.Contains(name))];
        return names.Length == 0 ? null : new("forbidden sysctls", string.Join(", ", names));
    }
}
