using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A fact about the pod as a file.</summary>
[Description("A fact about the pod as a file.")]
public sealed record DownwardAPIVolumeFile
{
    [Description("Path of the file, relative to the volume; no ..")]
    public string Path { get; init => field = value ?? ""; } = "";

    [Description("metadata.name, namespace, uid, labels, annotations, or one label or annotation.")]
    public ObjectFieldSelector? FieldRef { get; init; }

    [Description("A request or limit of a container.")]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [Description("Permission bits of the file, instead of the default mode.")]
    public int? Mode { get; init; }
}
