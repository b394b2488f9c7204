using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>A TCP relay whose connections can be cut.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly int _target;
    private readonly Task _accepting;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Close new connections at once.</summary>
    public bool Refuse { get; set; }

    /// <summary>Take bytes from the server and drop them.</summary>
    public bool Swallow { get; set; }

    /// <summary>Connections taken so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Close(0);
            _sockets.TryRemove(socket, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                Accepted++;
                if (Refuse)
                {
                    client.Close(0);
                    continue;
                }

                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                _sockets[client] = 0;
                _sockets[server] = 0;
                await server.ConnectAsync(IPAddress.Loopback, _target);
                _ = CopyAsync(client, server, fromServer: false);
                _ = CopyAsync(server, client, fromServer: true);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool fromServer)
    {
        try
        {
            var buffer = new byte[16384];
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (!(fromServer && Swallow))
                {
                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }

        from.Close();
        to.Close();
        _sockets.TryRemove(from, out _);
        _sockets.TryRemove(to, out _);
    }
}
