using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Facts about the pod as files.</summary>
[Description("Facts about the pod as files.")]
public sealed record DownwardAPIVolumeSource
{
    [Description("The files.")]
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }

    [Description("Permission bits of the files. Default 0644.")]
    public int? DefaultMode { get; init; }
}
