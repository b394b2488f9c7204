using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Swarm;

/// <summary>TCP from a given address of this machine, and TLS over it.</summary>
internal sealed class SourceConnector(IPAddress source, ClientTls tls)
{
    private const int HostsPerNet = 250;

    /// <summary>One out of 127.1.0.0/16.</summary>
    public static IPAddress AddressOf(int index) => new([127, 1, (byte)(index / HostsPerNet), (byte)(1 + (index % HostsPerNet))]);

    public async ValueTask<Stream> ConnectAsync(MqttServerAddress server, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? secured = null;
        try
        {
            socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port, cancellationToken);
            secured = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await secured.AuthenticateAsClientAsync(tls.Options, cancellationToken);
            return secured;
        }
        catch
        {
            await (secured?.DisposeAsync() ?? ValueTask.CompletedTask);
            socket.Dispose();
            throw;
        }
    }
}
