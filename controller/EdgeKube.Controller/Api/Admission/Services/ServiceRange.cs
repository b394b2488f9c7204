using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Controller.Api;

/// <summary>The addresses that Services have in the cluster, and the ports of nodes. Pure.</summary>
internal static class ServiceRange
{
    /// <summary>Stands where a Service has no address of its own.</summary>
    public const string None = "None";

    public const int FirstPort = 30000;
    public const int LastPort = 32767;

    /// <summary>Of 10.43.0.0/16: the network itself.</summary>
    private const uint Network = 0x0A2B0000;

    private const uint Size = 1 << 16;

    // The first addresses are for Services that ask for theirs by number, such as the API's own.
    private const uint FirstDrawn = 256;

    public static string Text => "10.43.0.0/16";

    public static bool Contains(string address) => IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && Offset(parsed) is > 0 and < Size - 1;

    /// <summary>An address that is free, null when all are taken.</summary>
    public static string? Draw(Func<string, bool> isTaken, Random random)
    {
        var count = Size - 1 - FirstDrawn;
        var start = (uint)random.NextInt64(count);
        for (uint i = 0; i < count; i++)
        {
            var address = Address(FirstDrawn + ((start + i) % count));
            if (!isTaken(address))
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>A port of the nodes that is free, null when all are taken.</summary>
    public static int? DrawPort(Func<int, bool> isTaken, Random random)
    {
        const int Count = LastPort - FirstPort + 1;
        var start = random.Next(Count);
        for (var i = 0; i < Count; i++)
        {
            var port = FirstPort + ((start + i) % Count);
            if (!isTaken(port))
            {
                return port;
            }
        }

        return null;
    }

    private static uint Offset(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()) - Network;

    private static string Address(uint offset)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Network + offset);
        return new IPAddress(bytes).ToString();
    }
}
