using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names a ConfigMap in the pod's namespace.</summary>
[Description("Names a ConfigMap in the pod's namespace.")]
public sealed record ConfigMapEnvSource
{
    [Description("Name of the ConfigMap.")]
    public string? Name { get; init; }

    [Description("Whether the ConfigMap may be absent.")]
    public bool? Optional { get; init; }
}
