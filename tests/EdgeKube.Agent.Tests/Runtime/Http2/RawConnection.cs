using System.Net.Sockets;
using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>The server's end of one connection.</summary>
internal sealed class RawConnection(NetworkStream stream) : IDisposable
{
    private const int PrefaceSize = 24;

    public async Task ReadPrefaceAsync()
    {
        var preface = new byte[PrefaceSize];
        await stream.ReadExactlyAsync(preface);
        Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, preface);
    }

    public async Task SendAsync(params byte[][] frames)
    {
        foreach (var frame in frames)
        {
            await stream.WriteAsync(frame);
        }
    }

    public async Task<(FrameHeader Header, byte[] Payload)> ReadAsync()
    {
        var bytes = new byte[FrameHeader.Size];
        await stream.ReadExactlyAsync(bytes);
        var header = FrameHeader.Read(bytes);
        var payload = new byte[header.Length];
        await stream.ReadExactlyAsync(payload);
        return (header, payload);
    }

    /// <summary>The next frame of this type; others are passed over.</summary>
    public async Task<(FrameHeader Header, byte[] Payload)> ReadAsync(FrameType type)
    {
        while (true)
        {
            var frame = await ReadAsync();
            if (frame.Header.Type == type)
            {
                return frame;
            }
        }
    }

    public void EndSending() => stream.Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Until the client closes, which it may do with bytes of ours unread.</summary>
    public async Task DrainAsync()
    {
        try
        {
            await stream.CopyToAsync(Stream.Null);
        }
        catch (IOException)
        {
        }
    }

    public void Dispose() => stream.Dispose();
}
