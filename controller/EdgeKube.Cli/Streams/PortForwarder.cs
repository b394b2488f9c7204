using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Streams;

namespace EdgeKube.Cli.Streams;

/// <summary>Listens on loopback and carries each connection to a port of a pod.</summary>
internal sealed class PortForwarder(Session session, string pod, PortPair ports)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var client = await session.ConnectAsync(cancellationToken);
        using var listener = Listen();
        session.Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Forwarding from {listener.LocalEndpoint} -> {ports.Remote}"));
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(cancellationToken);
            _ = ServeAsync(client, socket, cancellationToken);
        }
    }

    private TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, ports.Local);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e)
        {
            throw new CommandException($"port {ports.Local}: {e.Message}; name another one, or none (:{ports.Remote})");
        }
    }

    private async Task ServeAsync(IApiClient client, Socket socket, CancellationToken cancellationToken)
    {
        using var connection = socket;
        var path = PodArguments.Path(session, pod, "portforward", ("port", ports.Remote.ToString(CultureInfo.InvariantCulture)));
        await using var stream = client.OpenStream(new ApiCall("POST", path));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feeding = FeedAsync(stream, connection, over.Token);
        try
        {
            await foreach (var record in stream.ReadAsync(cancellationToken))
            {
                for (var rest = record.Bytes; !rest.IsEmpty;)
                {
                    rest = rest[await connection.SendAsync(rest, cancellationToken)..];
                }
            }

            if (stream.Outcome is { Status: not "Success" } failed)
            {
                session.Terminal.Error.WriteLine($"error: {failed.Message}");
            }
        }
        catch (Exception e) when (e is SocketException or ApiException or TransportException or OperationCanceledException)
        {
            session.Terminal.Error.WriteLine($"error: {e.Message}");
        }
        finally
        {
            await over.CancelAsync();
            await feeding;
        }
    }

    private static async Task FeedAsync(IApiStream stream, Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[StreamRecord.MaxBytes];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, buffer.AsMemory(0, read)), cancellationToken);
            }

            await stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, default), cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or TransportException or ObjectDisposedException)
        {
            // The other direction tells what is to be told.
        }
    }
}
