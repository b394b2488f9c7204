using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Settings of the pod's resolver, added to those of dnsPolicy.</summary>
[Description("Settings of the pod's resolver, added to those of dnsPolicy.")]
public sealed record PodDnsConfig
{
    [Description("Addresses of name servers.")]
    [Atomic]
    public IReadOnlyList<string>? Nameservers { get; init; }

    [Description("Domains in which short names are looked up.")]
    [Atomic]
    public IReadOnlyList<string>? Searches { get; init; }

    [Description("Options of the resolver.")]
    [Atomic]
    public IReadOnlyList<PodDnsConfigOption>? Options { get; init; }
}
