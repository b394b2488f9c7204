using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The operating system of the pod's containers.</summary>
[Description("The operating system of the pod's containers.")]
public sealed record PodOS
{
    [Description("linux.")]
    public string Name { get; init => field = value ?? ""; } = "";
}
