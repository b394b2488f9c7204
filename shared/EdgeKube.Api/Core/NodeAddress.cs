using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One address of a node.</summary>
[Description("One address of a node.")]
public sealed record NodeAddress
{
    [Description("InternalIP, ExternalIP, Hostname, InternalDNS or ExternalDNS.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("The address.")]
    public string Address { get; init => field = value ?? ""; } = "";
}
