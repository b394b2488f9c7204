using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>One connection that sends JSON over HTTP/1.1 and waits for each answer, with as little work of its own as can be.</summary>
internal sealed class LightHttp : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 << 10];

    public static async Task<LightHttp> OpenAsync(Uri address)
    {
        var client = new LightHttp();
        await client._socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return client;
    }

    /// <returns>The status.</returns>
    public async Task<int> PostAsync(string path, ReadOnlyMemory<byte> body)
    {
        var head = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        await _socket.SendAsync((byte[])[.. head, .. body.Span]);
        var (read, whole) = (0, int.MaxValue);
        while (read < whole)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(read));
            Assert.True(count > 0, "the connection was closed");
            read += count;
            whole = whole == int.MaxValue ? LengthOf(_buffer.AsSpan(0, read)) : whole;
        }

        return int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();

    // Head and body together; not known before the head is there.
    private static int LengthOf(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return int.MaxValue;
        }

        var length = answer[(answer.IndexOf("Content-Length: "u8) + 16)..];
        return end + 4 + int.Parse(length[..length.IndexOf("\r\n"u8)], CultureInfo.InvariantCulture);
    }
}
