using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Mqtt;

/// <summary>What counts as one source: an IPv4 address, or the /64 that one IPv6 host can pick addresses from.</summary>
public static class SourceAddress
{
    /// <summary>The same for every address of one source.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
