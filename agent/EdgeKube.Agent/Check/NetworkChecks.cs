using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Agent.Check;

/// <summary>Is there a way to others? Pods run without one. Pure.</summary>
internal static class NetworkChecks
{
    public static IEnumerable<Finding> Find(NetworkFacts network)
    {
        yield return network switch
        {
            { HasIPv4Route: true } => Finding.Ok("route", network.HasIPv6Route ? "IPv4 and IPv6" : "IPv4"),
            { HasIPv6Route: true } => Finding.Warn(
                "route", "IPv6 only: the link works over it, but pods have IPv4 addresses, with which they reach only each other and this node", "give pods that need the world hostNetwork: true"),
            _ => Finding.Warn("route", "no default route: only this network can be reached", "ip route add default via GATEWAY, or see to DHCP; pods run on"),
        };
        yield return Address(network);
        yield return network switch
        {
            { Unresolved: { Count: > 0 } names } => Finding.Fail("dns", $"cannot resolve {string.Join(", ", names)}", "see /etc/resolv.conf, or name the controller by its address in agent.yaml; pods run on"),
            { NameServers.Count: 0 } => Finding.Warn("dns", "no name server in /etc/resolv.conf: pods can resolve nothing either, and images of registries cannot be pulled", "set one, by DHCP or by hand"),
            _ => Finding.Ok("dns", $"{string.Join(", ", network.NameServers)}{(network.NeedsNames ? "; the controllers' names resolve" : "")}"),
        };
        if (network.MissingPrograms.Count > 0)
        {
            yield return Finding.Fail("programs", $"{string.Join(", ", network.MissingPrograms)} not installed: pods get no network", $"apt install {string.Join(' ', network.MissingPrograms)}");
        }
    }

    private static Finding Address(NetworkFacts network) => network switch
    {
        { Address: null } => Finding.Fail("address", "this machine has none that others could reach", "ip address; see to DHCP or set one; pods run on"),
        { FormerAddress: { } former } when former != network.Address && !IsLinkLocal(network.Address) =>
            Finding.Ok("address", $"{network.Address}; it was {former} before, and the Node says so when the link is up"),
        _ when IsLinkLocal(network.Address) => Finding.Warn("address", $"{network.Address} is only good on this wire: nobody gave this machine an address", "see to DHCP or set one"),
        _ => Finding.Ok("address", network.Address!),
    };

    private static bool IsLinkLocal(string? address) => IPAddress.TryParse(address, out var parsed)
        && (parsed.IsIPv6LinkLocal || (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.GetAddressBytes() is [169, 254, ..]));
}
