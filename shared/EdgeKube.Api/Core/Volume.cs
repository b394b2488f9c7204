using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A directory or file that containers of the pod can see. Exactly one source is set.</summary>
[Description("A directory or file that containers of the pod can see. Exactly one source is set.")]
public sealed record Volume
{
    [Description("Name of the volume, unique in the pod (a DNS label).")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("A directory that begins empty and lives as long as the pod.")]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    [Description("A file or directory of the node.")]
    public HostPathVolumeSource? HostPath { get; init; }

    [Description("The keys of a ConfigMap as files.")]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    [Description("The keys of a Secret as files, kept in memory.")]
    public SecretVolumeSource? Secret { get; init; }

    [Description("Facts about the pod as files.")]
    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    [Description("The volume that a claim is bound to.")]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    [Description("Several sources in one directory.")]
    public ProjectedVolumeSource? Projected { get; init; }
}
