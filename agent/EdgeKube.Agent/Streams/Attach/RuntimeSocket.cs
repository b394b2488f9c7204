using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Agent.Streams.Attach;

/// <summary>A WebSocket to the container runtime on this machine, without .NET's HTTP client, which would be megabytes of the program.</summary>
internal static class RuntimeSocket
{
    private const int MaxHead = 4096;

    /// <exception cref="IOException">There is none to be had.</exception>
    public static async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.DnsSafeHost, address.Port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Request(address)), cancellationToken);
            var head = await ReadHeadAsync(stream, cancellationToken);
            if (!head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
            {
                throw new IOException($"the container runtime refused to attach: {head.Split('\r')[0]}");
            }

            return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { SubProtocol = Protocol });
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"the container runtime is not reachable: {e.Message}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private const string Protocol = "v4.channel.k8s.io";

    // The answer's proof that the key was read guards against proxies that repeat old answers; between us and loopback there is none.
    private static string Request(Uri address) =>
        $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + $"Sec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\nSec-WebSocket-Protocol: {Protocol}\r\nOrigin: http://{address.Authority}\r\n\r\n";

    // Byte by byte: what follows the head belongs to the WebSocket already.
    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[MaxHead];
        for (var length = 0; length < head.Length; length++)
        {
            if (await stream.ReadAsync(head.AsMemory(length, 1), cancellationToken) == 0)
            {
                break;
            }

            if (head.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8))
            {
                return Encoding.ASCII.GetString(head, 0, length);
            }
        }

        throw new IOException("the container runtime did not answer as HTTP does");
    }
}
