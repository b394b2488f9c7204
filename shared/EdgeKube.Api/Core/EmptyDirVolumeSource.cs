using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A directory that begins empty and lives as long as the pod.</summary>
[Description("A directory that begins empty and lives as long as the pod.")]
public sealed record EmptyDirVolumeSource
{
    [Description("Empty for the node's disk (default), Memory for a tmpfs.")]
    public string? Medium { get; init; }

    [Description("The most it may hold.")]
    public Quantity? SizeLimit { get; init; }
}
