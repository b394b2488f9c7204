using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Security settings of a container.</summary>
[Description("Security settings of a container.")]
public sealed record SecurityContext
{
    [Description("Rights of root to add and to take away.")]
    public Capabilities? Capabilities { get; init; }

    [Description("Run with all rights of root on the node.")]
    public bool? Privileged { get; init; }

    [Description("User id to run as, instead of the image's.")]
    public long? RunAsUser { get; init; }

    [Description("Main group id to run with.")]
    public long? RunAsGroup { get; init; }

    [Description("Refuse to run as user 0.")]
    public bool? RunAsNonRoot { get; init; }

    [Description("Make the container's own files read-only.")]
    public bool? ReadOnlyRootFilesystem { get; init; }

    [Description("Whether a process may gain more rights than its parent.")]
    public bool? AllowPrivilegeEscalation { get; init; }

    [Description("What of /proc is hidden: Default.")]
    public string? ProcMount { get; init; }

    [Description("Filter for system calls; instead of the pod's.")]
    public SeccompProfile? SeccompProfile { get; init; }

    [Description("AppArmor profile to run under; instead of the pod's.")]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
