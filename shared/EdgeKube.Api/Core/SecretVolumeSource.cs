using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The keys of a Secret as files, kept in memory.</summary>
[Description("The keys of a Secret as files, kept in memory.")]
public sealed record SecretVolumeSource
{
    [Description("Name of the Secret.")]
    public string? SecretName { get; init; }

    [Description("Keys to show and where; all of them when absent.")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    [Description("Permission bits of the files. Default 0644.")]
    public int? DefaultMode { get; init; }

    [Description("Whether the Secret or its keys may be absent.")]
    public bool? Optional { get; init; }
}
