using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>A watch on a socket of its own that costs its reader next to nothing: HTTP/1.0, so that the body is nothing but lines.</summary>
internal sealed class LineWatch : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[2 << 10];
    private int _filled;

    public delegate void LineReader(ReadOnlySpan<byte> line);

    /// <summary>Asks, and returns when the answer has begun: from then on nothing is missed.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="EndOfStreamException">The connection ended first.</exception>
    public static async Task<LineWatch> OpenAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        var watch = new LineWatch();
        try
        {
            await watch._socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
            await watch._socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"), cancellationToken);
            await watch.ReadHeadAsync(cancellationToken);
            return watch;
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    /// <summary>Hands over each line until the other side ends it.</summary>
    public async Task ReadAsync(LineReader read, CancellationToken cancellationToken)
    {
        do
        {
            HandOver(read);
        }
        while (await ReceiveAsync(cancellationToken));
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadHeadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await ReceiveAsync(cancellationToken))
            {
                throw new EndOfStreamException("the connection ended before the answer's head");
            }
        }

        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(_buffer, 0, end), StringComparison.Ordinal);
        Drop(end + 4);
    }

    private void HandOver(LineReader read)
    {
        var rest = _buffer.AsSpan(0, _filled);
        var taken = 0;
        while (rest[taken..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            read(rest.Slice(taken, length));
            taken += length + 1;
        }

        Drop(taken);
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        try
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
            _filled += received;
            return received > 0;
        }
        catch (SocketException)
        {
            // A controller that was killed ends its connections this way.
            return false;
        }
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }
}
