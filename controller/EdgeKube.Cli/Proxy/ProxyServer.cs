using System.Net;
using System.Net.Sockets;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Proxy;

/// <summary>Kubernetes' API on loopback, carried over MQTT: for kubectl and its kind, from places that the controller cannot reach.</summary>
internal sealed class ProxyServer(TcpListener listener, ApiClient client, TimeProvider clock)
{
    // More than the server lets one user have open.
    private const int MaxConnections = 256;

    private readonly SemaphoreSlim _room = new(MaxConnections);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _room.WaitAsync(cancellationToken);
            var accepted = await listener.AcceptTcpClientAsync(cancellationToken);
            _ = ServeAsync(accepted, cancellationToken);
        }
    }

    private async Task ServeAsync(TcpClient accepted, CancellationToken cancellationToken)
    {
        using var connection = accepted;
        try
        {
            connection.NoDelay = true;
            await new ProxyConnection(connection.GetStream(), client, clock).RunAsync(cancellationToken);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or TransportException or ApiException)
        {
            // The program has hung up, or is told so by the end of its connection.
        }
        finally
        {
            _room.Release();
        }
    }
}
