using System.Net.Sockets;
using EdgeKube.Agent.Probes.Ticks;
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
            if (await AskQuicklyAsync(host, port, []) is { IsDone: true })
            {
                return ProbeOutcome.Passed;
            }

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

    /// <summary>Asks together with the other probes of this tick; null when there is none.</summary>
    /// <exception cref="ProbeDialException">There is no connection.</exception>
    /// <exception cref="IOException">It broke.</exception>
    public static async ValueTask<QuickAnswer?> AskQuicklyAsync(string host, int port, byte[] question)
    {
        if (ExchangeBatch.Offer(host, port, question) is not { } asked)
        {
            return null;
        }

        var answer = await asked;
        return answer switch
        {
            { Error: null } => answer,
            { Error: { } error, IsConnected: false } => throw new ProbeDialException($"dial tcp {HostPort.Format(host, port)}: {Reason(new SocketException((int)error))}"),
            _ => throw new IOException($"read tcp {HostPort.Format(host, port)}: read: connection reset by peer"),
        };
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
