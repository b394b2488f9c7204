using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Security settings for all containers of a pod; a container's own win.</summary>
[Description("Security settings for all containers of a pod; a container's own win.")]
public sealed record PodSecurityContext
{
    [Description("User id to run as, instead of the image's.")]
    public long? RunAsUser { get; init; }

    [Description("Main group id to run with.")]
    public long? RunAsGroup { get; init; }

    [Description("Refuse to run as user 0.")]
    public bool? RunAsNonRoot { get; init; }

    [Description("Further groups of every process.")]
    [Atomic]
    public IReadOnlyList<long>? SupplementalGroups { get; init; }

    [Description("Merge (default): the image's own groups count too.")]
    public string? SupplementalGroupsPolicy { get; init; }

    [Description("Group that volumes belong to; also a group of every process.")]
    public long? FsGroup { get; init; }

    [Description("When a volume's files get fsGroup: Always (default) or OnRootMismatch.")]
    public string? FsGroupChangePolicy { get; init; }

    [Description("Filter for system calls. Default: the runtime's own.")]
    public SeccompProfile? SeccompProfile { get; init; }

    [Description("AppArmor profile to run under.")]
    public AppArmorProfile? AppArmorProfile { get; init; }

    [Description("Kernel settings of the pod; only those that harm nobody else.")]
    [Atomic]
    public IReadOnlyList<Sysctl>? Sysctls { get; init; }
}
