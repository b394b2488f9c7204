using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Where a container sees a volume.</summary>
[Description("Where a container sees a volume.")]
public sealed record VolumeMount
{
    [Description("Name of the volume.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("Path in the container; no colon.")]
    public string MountPath { get; init => field = value ?? ""; } = "";

    [Description("Show it read-only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReadOnly { get; init; }

    [Description("Part of the volume to show, relative to it; no ..")]
    public string? SubPath { get; init; }

    [Description("As subPath, with $(VAR) expanded from the container's environment.")]
    public string? SubPathExpr { get; init; }

    [Description("None (default), HostToContainer or Bidirectional: whether mounts made later are seen.")]
    public string? MountPropagation { get; init; }

    [Description("Whether mounts below it are read-only, too: Disabled (default), IfPossible or Enabled.")]
    public string? RecursiveReadOnly { get; init; }
}
