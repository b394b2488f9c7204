using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// One connection that calls etcd's Put by gRPC and waits for each answer, with as little work of its own as can be: HTTP/2 frames written by hand. What
/// the answers say is not looked at; that all puts are there is asked afterwards.
/// </summary>
internal sealed class LightGrpc : IDisposable
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte EndStream = 1;
    private const byte Ack = 1;
    private const byte EndHeaders = 4;

    // The same with every call, as literals that nobody needs to remember.
    private static readonly byte[] Call =
    [
        .. Header(":method", "POST"), .. Header(":scheme", "http"), .. Header(":path", "/etcdserverpb.KV/Put"), .. Header(":authority", "127.0.0.1"),
        .. Header("content-type", "application/grpc"), .. Header("te", "trailers"),
    ];

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;
    private int _stream = -1;

    public static async Task<LightGrpc> OpenAsync(Uri address)
    {
        var client = new LightGrpc();
        await client._socket.ConnectAsync(IPAddress.Loopback, address.Port);

        // Room for all answers there will be.
        byte[] window = [0x3f, 0xff, 0, 0];
        await client._socket.SendAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, []), .. Frame(8, 0, 0, window)]);
        return client;
    }

    /// <param name="message">gRPC's frame around the request.</param>
    public async Task PutAsync(byte[] message)
    {
        _stream += 2;
        await _socket.SendAsync((byte[])[.. Frame(Headers, EndHeaders, _stream, Call), .. Frame(Data, EndStream, _stream, message)]);
        while (!await ReadFrameAsync())
        {
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Header(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> content)
    {
        var frame = new byte[9 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length << 8 | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        content.CopyTo(frame.AsSpan(9));
        return frame;
    }

    // True when it ends the call.
    private async Task<bool> ReadFrameAsync()
    {
        await FillAsync(9);
        var (length, type, flags) = (BinaryPrimitives.ReadInt32BigEndian(_buffer) >> 8 & 0xffffff, _buffer[3], _buffer[4]);
        var stream = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(5));
        await FillAsync(9 + length);
        Assert.False(type is GoAway || (type == Reset && stream == _stream), "etcd ended the call");
        if (type is Settings or Ping && (flags & Ack) == 0)
        {
            await _socket.SendAsync(Frame(type, Ack, 0, type == Ping ? _buffer.AsSpan(9, length) : []));
        }

        _buffer.AsSpan(9 + length, _filled - 9 - length).CopyTo(_buffer);
        _filled -= 9 + length;
        return stream == _stream && type is Headers or Data && (flags & EndStream) != 0;
    }

    private async Task FillAsync(int count)
    {
        while (_filled < count)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
            Assert.True(read > 0, "the connection was closed");
            _filled += read;
        }
    }
}
