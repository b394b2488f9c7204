using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Controller.Api;

/// <summary>The addresses that Services have in the cluster, and the ports of nodes. Pure.</summary>
/// <param name="network">IPv4, of at least sixteen addresses.</param>
internal sealed class ServiceRange(IPNetwork network)
{
    /// <summary>Stands where a Service has no address of its own.</summary>
    public const string None = "None";

    public const int FirstPort = 30000;
    public const int LastPort = 32767;

    // The first addresses are for Services that ask for theirs by number, such as the API's own: a sixteenth of the network, 256 at most.
    private const uint MostKept = 256;

    private readonly uint _network = Number(network.BaseAddress);
    private readonly uint _size = 1u << (32 - network.PrefixLength);

    public static ServiceRange Default { get; } = new(IPNetwork.Parse("10.43.0.0/16"));

    public string Text => network.ToString();

    /// <summary>The API's own.</summary>
    public string First => Address(1);

    public bool Contains(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && Number(parsed) - _network is > 0 and var offset && offset < _size - 1;

    /// <summary>An address that is free, null when all are taken.</summary>
    public string? Draw(Func<string, bool> isTaken, Random random)
    {
        var kept = Math.Min(MostKept, _size / 16);
        var count = _size - 1 - kept;
        var start = (uint)random.NextInt64(count);
        for (uint i = 0; i < count; i++)
        {
            var address = Address(kept + ((start + i) % count));
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

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private string Address(uint offset)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, _network + offset);
        return new IPAddress(bytes).ToString();
    }
}
