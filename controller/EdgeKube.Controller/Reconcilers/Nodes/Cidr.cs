using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>An IPv4 network such as 10.42.0.0/16.</summary>
internal readonly record struct Cidr(uint Address, int PrefixLength)
{
    /// <summary>Number of addresses in it.</summary>
    public ulong Size => 1UL << (32 - PrefixLength);

    /// <summary>Reads <c>a.b.c.d/n</c>; no host bits may be set.</summary>
    public static bool TryParse(string? text, out Cidr cidr)
    {
        cidr = default;
        if (text?.Split('/') is not [var address, var prefix]
            || !IPAddress.TryParse(address, out var ip) || ip.AddressFamily != AddressFamily.InterNetwork || ip.ToString() != address
            || !int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32)
        {
            return false;
        }

        var network = new Cidr(BinaryPrimitives.ReadUInt32BigEndian(ip.GetAddressBytes()), length);
        cidr = network.Address % network.Size == 0 ? network : default;
        return cidr == network;
    }

    public static Cidr Parse(string text) => TryParse(text, out var cidr) ? cidr : throw new FormatException($"not an IPv4 network: '{text}'");

    public bool Overlaps(Cidr other) => Address < other.Address + other.Size && other.Address < Address + Size;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Address >> 24}.{(Address >> 16) & 255}.{(Address >> 8) & 255}.{Address & 255}/{PrefixLength}");
}
