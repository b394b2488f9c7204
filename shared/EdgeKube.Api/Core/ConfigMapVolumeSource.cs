using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The keys of a ConfigMap as files.</summary>
[Description("The keys of a ConfigMap as files.")]
public sealed record ConfigMapVolumeSource
{
    [Description("Name of the ConfigMap.")]
    public string? Name { get; init; }

    [Description("Keys to show and where; all of them when absent.")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    [Description("Permission bits of the files. Default 0644.")]
    public int? DefaultMode { get; init; }

    [Description("Whether the ConfigMap or its keys may be absent.")]
    public bool? Optional { get; init; }
}
