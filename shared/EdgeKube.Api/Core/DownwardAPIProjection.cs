using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Facts about the pod in a projected volume.</summary>
[Description("Facts about the pod in a projected volume.")]
public sealed record DownwardAPIProjection
{
    [Description("The files.")]
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }
}
