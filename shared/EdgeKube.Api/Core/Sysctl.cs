using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A kernel setting of a pod.</summary>
[Description("A kernel setting of a pod.")]
public sealed record Sysctl
{
    [Description("Name, such as net.ipv4.ip_local_port_range.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("Value to set.")]
    public string Value { get; init => field = value ?? ""; } = "";
}
