using System.Net.Sockets;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Local;

/// <summary>Connects to the agent of this machine.</summary>
internal static class NodeSocket
{
    /// <summary>Names another socket than <see cref="Preset"/>.</summary>
    public const string Variable = "EDGEKUBE_NODE_SOCKET";

    public const string Preset = "/run/edgekube/agent.sock";

    public static string Find(Func<string, string?> environment) => environment(Variable) is { Length: > 0 } named ? named : Preset;

    /// <exception cref="TransportException">Nobody listens there, or not for this user.</exception>
    public static async Task<NetworkStream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new TransportException($"node socket {path}: {Why(error.SocketErrorCode)}", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Why(SocketError error) => error switch
    {
        SocketError.AccessDenied => "only root and members of the group edgekube may use it",
        SocketError.ConnectionRefused => "nobody listens there; is the agent running? systemctl status edgekube-agent",
        _ => $"there is none; --node-local works on a node whose agent runs ({NodeSocket.Variable} names another socket)",
    };
}
