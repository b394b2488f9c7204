using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names of an address in the pod's /etc/hosts.</summary>
[Description("Names of an address in the pod's /etc/hosts.")]
public sealed record HostAlias
{
    [Description("The address.")]
    public string Ip { get; init => field = value ?? ""; } = "";

    [Description("Its names.")]
    [Atomic]
    public IReadOnlyList<string>? Hostnames { get; init; }
}
