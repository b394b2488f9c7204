using System.Net.Sockets;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Opens a TCP connection and closes it.</summary>
internal static class TcpProbe
{
    public static async Task<ProbeOutcome> RunAsync(TcpSocketAction action, ProbeTarget target, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (target.FindPort(action.Port) is not { } port)
        {
            return ProbeOutcome.Unknown($"couldn't find port: {action.Port}");
        }

        var host = string.IsNullOrEmpty(action.Host) ? target.PodIP : action.Host;
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using var socket = await ConnectAsync(host, port, both.Token);
            return ProbeOutcome.Passed;
        }
        catch (ProbeDialException failed)
        {
            return ProbeOutcome.Failed(failed.Message);
        }
    }

    /// <exception cref="ProbeDialException">There is no connection; the message is Go's, as people know it from the kubelet.</exception>
    public static async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // What is closed at once leaves no TIME_WAIT behind on the node.
            socket.LingerState = new LingerOption(true, 0);
            await socket.ConnectAsync(host, port, cancellationToken);
            return socket;
        }
        catch (SocketException failed)
        {
            socket.Dispose();
            throw new ProbeDialException($"dial tcp {HostPort.Format(host, port)}: {Reason(failed)}");
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw new ProbeDialException($"dial tcp {HostPort.Format(host, port)}: i/o timeout");
        }
    }

    private static string Reason(SocketException failed) => failed.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connect: connection refused",
        SocketError.HostUnreachable => "connect: no route to host",
        SocketError.NetworkUnreachable => "connect: network is unreachable",
        SocketError.ConnectionReset => "connect: connection reset by peer",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "lookup: no such host",
        _ => $"connect: {failed.Message}",
    };
}
