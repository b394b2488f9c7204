using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Several sources in one directory.</summary>
[Description("Several sources in one directory.")]
public sealed record ProjectedVolumeSource
{
    [Description("The sources.")]
    public IReadOnlyList<VolumeProjection>? Sources { get; init; }

    [Description("Permission bits of the files. Default 0644.")]
    public int? DefaultMode { get; init; }
}
