using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>All IPv4 packets of one network interface: Linux' <c>sockaddr_ll</c>.</summary>
internal sealed class LinkLayerEndPoint(int interfaceIndex) : EndPoint
{
    /// <summary>ETH_P_ALL, as packet sockets want it: in the network's byte order.</summary>
    public const ProtocolType EveryProtocol = (ProtocolType)0x0300;

    private const int Size = 20;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Size);
        Span<byte> fields = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16LittleEndian(fields, (ushort)EveryProtocol);
        BinaryPrimitives.WriteInt32LittleEndian(fields[2..], interfaceIndex);
        for (var i = 0; i < fields.Length; i++)
        {
            address[sizeof(ushort) + i] = fields[i];
        }

        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) => this;
}
