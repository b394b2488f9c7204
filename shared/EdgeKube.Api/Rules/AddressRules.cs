using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Api;

/// <summary>Rules of addresses and ranges of addresses, in Kubernetes' words.</summary>
internal static class AddressRules
{
    private const string AddressRule = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    private const string RangeRule = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    public static IEnumerable<string> FindAddressFaults(string text)
    {
        if (!TryParse(text, out _))
        {
            yield return HasLeadingZeros(text) ? "must not have leading 0s" : AddressRule;
        }
    }

    /// <summary>Addresses that no other machine can be reached by.</summary>
    public static IEnumerable<string> FindSpecialFaults(string text)
    {
        if (!TryParse(text, out var address))
        {
            yield break;
        }

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            yield return "may not be unspecified (0.0.0.0 or ::)";
        }

        if (IPAddress.IsLoopback(address))
        {
            yield return "may not be in the loopback range (127.0.0.0/8, ::1/128)";
        }

        var bytes = address.GetAddressBytes();
        if (address.IsIPv6LinkLocal || bytes is [169, 254, _, _])
        {
            yield return "may not be in the link-local range (169.254.0.0/16, fe80::/10)";
        }

        if (bytes is [224, 0, 0, _] or [0xFF, 2, ..])
        {
            yield return "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)";
        }
    }

    public static IEnumerable<string> FindRangeFaults(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TryParse(text[..slash], out _) || !IPNetwork.TryParse(text, out _))
        {
            yield return RangeRule;
        }
    }

    public static bool IsVersion4(string text) => TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork;

    public static bool IsVersion6(string text) => TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    // .NET reads much that is no address in Kubernetes: one number, hexadecimal, octal, scopes.
    private static bool TryParse(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (text.Contains(':', StringComparison.Ordinal) ? !text.AsSpan().ContainsAny('%', '[') : address.ToString() == text);

    private static bool HasLeadingZeros(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, part => part.Length > 0 && part.All(char.IsAsciiDigit)) && Array.Exists(parts, part => part is ['0', _, ..]);
    }
}
