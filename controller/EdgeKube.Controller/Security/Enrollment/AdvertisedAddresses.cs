using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Where nodes and users are told to connect. Known for certain once the doors are open.</summary>
internal sealed class AdvertisedAddresses(IReadOnlyList<string> configured)
{
    private static readonly string[] OwnBridges = ["docker", "veth", "cni", "br-", "virbr", "lo"];

    private volatile IReadOnlyList<string>? _observed;

    /// <summary>Such as <c>mqtts://c.example:8883</c>; the first one is the one for people. Empty when there is no TLS door.</summary>
    public IReadOnlyList<string> All => configured.Count > 0 ? configured : _observed ?? [];

    /// <summary>The TLS doors are open. What is configured stands.</summary>
    public void DoorsOpened(IReadOnlyList<IPEndPoint> endPoints) => _observed = Build(endPoints, Dns.GetHostName(), LocalAddresses());

    /// <summary>Pure.</summary>
    public static IReadOnlyList<string> Build(IReadOnlyList<IPEndPoint> endPoints, string hostName, IReadOnlyList<IPAddress> local)
    {
        var found = new List<string>();
        foreach (var endPoint in endPoints)
        {
            // Whoever listens on [::] hears both families.
            var isAnyOfBoth = endPoint.Address.Equals(IPAddress.IPv6Any);
            found.AddRange(isAnyOfBoth || endPoint.Address.Equals(IPAddress.Any)
                ? [.. local.Where(address => isAnyOfBoth || address.AddressFamily == AddressFamily.InterNetwork).Select(address => $"mqtts://{new IPEndPoint(address, endPoint.Port)}"), $"mqtts://{hostName}:{endPoint.Port}"]
                : [$"mqtts://{endPoint}"]);
        }

        return [.. found.Distinct()];
    }

    // Addresses of bridges to this machine's own containers lead nowhere from another one.
    private static IReadOnlyList<IPAddress> LocalAddresses()
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .Where(one => one.OperationalStatus != OperationalStatus.Down && !OwnBridges.Any(prefix => one.Name.StartsWith(prefix, StringComparison.Ordinal)))
                    .SelectMany(one => one.GetIPProperties().UnicastAddresses)
                    .Select(one => one.Address)
                    .Where(address => !address.IsIPv6LinkLocal)
                    .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)
                    .Take(6),
            ];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
