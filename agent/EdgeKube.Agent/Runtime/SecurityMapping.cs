using EdgeKube.Agent.Protos.Cri;

namespace EdgeKube.Agent.Runtime;

/// <summary>A container's rights in CRI's form.</summary>
internal static class SecurityMapping
{
    /// <summary>What the kubelet sends for procMount Default; CRI's runtimes take an empty list to mean "nothing", so it must be sent.</summary>
    private static readonly string[] DefaultMaskedPaths =
    [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
        "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    private static readonly string[] DefaultReadOnlyPaths =
        ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    public static LinuxContainerSecurityContext ToCri(ContainerSecurity security) => new()
    {
        Privileged = security.Privileged,
        NamespaceOptions = SandboxMapping.Namespaces(security.Network, security.Pid, security.Ipc, security.PidTarget),
        RunAsUser = security.RunAsUser,
        RunAsGroup = security.RunAsGroup,
        SupplementalGroups = security.SupplementalGroups,
        ReadonlyRootfs = security.ReadOnlyRootFilesystem,
        NoNewPrivs = security.NoNewPrivileges,
        Capabilities = new Capability { AddCapabilities = security.AddCapabilities, DropCapabilities = security.DropCapabilities },
        MaskedPaths = security.Privileged ? [] : security.MaskedPaths ?? DefaultMaskedPaths,
        ReadonlyPaths = security.Privileged ? [] : security.ReadOnlyPaths ?? DefaultReadOnlyPaths,
        RunAsUsername = security.RunAsUsername,
        Seccomp = ToCri(security.Seccomp),
        AppArmor = security.AppArmor is { } profile ? ToCri(profile) : null,
    };

    public static SecurityProfile ToCri(ConfinementProfile profile) => new() { ProfileType = profile.Kind, LocalhostRef = profile.Reference };
}
