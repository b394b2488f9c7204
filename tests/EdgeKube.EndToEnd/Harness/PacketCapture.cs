using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>Every packet of TCP that passes one interface, as the kernel saw it. IPv4 over Ethernet.</summary>
public sealed class PacketCapture : IDisposable
{
    private const int Ethernet = 14;
    private const byte Tcp = 6;
    private const byte ChangeCipherSpec = 20;
    private static readonly byte[] Ipv4 = [0x08, 0x00];

    private readonly ConcurrentQueue<TcpPacket> _packets = new();
    private readonly Socket _socket = new(AddressFamily.Packet, SocketType.Raw, LinkLayerEndPoint.EveryProtocol);
    private readonly uint _controller;
    private readonly Task _reading;

    /// <param name="interfaceName">The controller's end of the node's link.</param>
    /// <param name="controller">Packets from here go to the node.</param>
    public PacketCapture(string interfaceName, IPAddress controller)
    {
        _controller = BinaryPrimitives.ReadUInt32BigEndian(controller.GetAddressBytes());
        var index = int.Parse(File.ReadAllText($"/sys/class/net/{interfaceName}/ifindex"), CultureInfo.InvariantCulture);
        _socket.ReceiveBufferSize = 4 << 20;
        _socket.Bind(new LinkLayerEndPoint(index));
        _reading = Task.Run(Read);
    }

    /// <summary>All since this was asked last, in the order in which they passed.</summary>
    public IReadOnlyList<TcpPacket> Take()
    {
        var taken = new List<TcpPacket>();
        while (_packets.TryDequeue(out var packet))
        {
            taken.Add(packet);
        }

        return taken;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _reading.Wait(TimeSpan.FromSeconds(5));
    }

    private void Read()
    {
        var buffer = new byte[128 << 10];
        try
        {
            while (true)
            {
                if (Parse(buffer.AsSpan(0, _socket.Receive(buffer))) is { } packet)
                {
                    _packets.Enqueue(packet);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private TcpPacket? Parse(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Ethernet + 40 || !frame.Slice(12, 2).SequenceEqual(Ipv4) || frame[Ethernet + 9] != Tcp)
        {
            return null;
        }

        var ip = frame[Ethernet..];
        var length = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        var tcp = ip[((ip[0] & 15) * 4)..length];
        var payload = tcp[((tcp[12] >> 4) * 4)..];
        var toNode = BinaryPrimitives.ReadUInt32BigEndian(ip[12..]) == _controller;
        var nodePort = BinaryPrimitives.ReadUInt16BigEndian(tcp[(toNode ? 2 : 0)..]);
        return new TcpPacket(toNode, nodePort, length, payload.Length, !toNode && HasRecord(payload, ChangeCipherSpec));
    }

    // TLS 1.3 sends this record, which means nothing any more, in front of the client's last flight.
    private static bool HasRecord(ReadOnlySpan<byte> payload, byte type)
    {
        while (payload.Length >= 5 && payload[0] is >= 20 and <= 23 && payload[1] == 3)
        {
            if (payload[0] == type)
            {
                return true;
            }

            payload = payload[Math.Min(payload.Length, 5 + BinaryPrimitives.ReadUInt16BigEndian(payload[3..]))..];
        }

        return false;
    }
}
