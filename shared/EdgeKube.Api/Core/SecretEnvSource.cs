using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names a Secret in the pod's namespace.</summary>
[Description("Names a Secret in the pod's namespace.")]
public sealed record SecretEnvSource
{
    [Description("Name of the Secret.")]
    public string? Name { get; init; }

    [Description("Whether the Secret may be absent.")]
    public bool? Optional { get; init; }
}
