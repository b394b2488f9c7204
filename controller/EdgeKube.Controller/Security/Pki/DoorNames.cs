using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>Under which names and addresses a door may be reached.</summary>
/// <param name="Hosts">Lower case, no name twice.</param>
/// <param name="Addresses">No address twice.</param>
internal sealed record DoorNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses)
{
    private const int MaxEach = 64;

    /// <summary>The configured ones, this machine's name, and all of its addresses.</summary>
    public static DoorNames Observe(IReadOnlyList<string> configured) => Build(configured, Dns.GetHostName(), LocalAddresses());

    /// <summary>Pure.</summary>
    public static DoorNames Build(IEnumerable<string> configured, string hostName, IEnumerable<IPAddress> local)
    {
        var hosts = new List<string>();
        var addresses = new List<IPAddress>();
        foreach (var name in configured.Append(hostName).Append("localhost"))
        {
            if (IPAddress.TryParse(name, out var address))
            {
                addresses.Add(address);
            }
            else if (Uri.CheckHostName(name) == UriHostNameType.Dns)
            {
                hosts.Add(name.ToLowerInvariant());
            }
        }

        return new DoorNames(
            [.. hosts.Distinct().Take(MaxEach)],
            [.. addresses.Concat([IPAddress.Loopback, IPAddress.IPv6Loopback]).Concat(local.OrderBy(one => one.ToString(), StringComparer.Ordinal)).Distinct().Take(MaxEach)]);
    }

    public bool IsSameAs(DoorNames other) => Hosts.SequenceEqual(other.Hosts) && Addresses.SequenceEqual(other.Addresses);

    public X509Extension BuildExtension()
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in Hosts)
        {
            names.AddDnsName(host);
        }

        foreach (var address in Addresses)
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }

    private static IReadOnlyList<IPAddress> LocalAddresses()
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(one => one.GetIPProperties().UnicastAddresses)
                    .Select(one => one.Address)
                    .Where(address => address.AddressFamily == AddressFamily.InterNetwork || !address.IsIPv6LinkLocal),
            ];
        }
        catch (NetworkInformationException)
        {
            // An interface that went away meanwhile: the next look, a minute later, sees them all.
            return [];
        }
    }
}
