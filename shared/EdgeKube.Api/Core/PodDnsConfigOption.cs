using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>An option of the pod's resolver.</summary>
[Description("An option of the pod's resolver.")]
public sealed record PodDnsConfigOption
{
    [Description("Name, such as ndots.")]
    public string? Name { get; init; }

    [Description("Its value, if it has one.")]
    public string? Value { get; init; }
}
