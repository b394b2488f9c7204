using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The keys of a ConfigMap in a projected volume.</summary>
[Description("The keys of a ConfigMap in a projected volume.")]
public sealed record ConfigMapProjection
{
    [Description("Name of the ConfigMap.")]
    public string? Name { get; init; }

    [Description("Keys to show and where; all of them when absent.")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    [Description("Whether the ConfigMap or its keys may be absent.")]
    public bool? Optional { get; init; }
}
