using System.Globalization;
using System.Net.Sockets;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Forward;

/// <summary>Carries TCP connections to ports of pods.</summary>
internal sealed class ForwardStreams(PodDialer dialer) : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        if (!ushort.TryParse(arguments.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            return new StreamEnd(StreamEnd.Failed, "the request names no port");
        }

        using var socket = await dialer.ConnectAsync(arguments.GetValueOrDefault("uid", ""), port, stream.Cancelled);
        if (socket is null)
        {
            return new StreamEnd(StreamEnd.Failed, $"pod \"{arguments.GetValueOrDefault("pod", "")}\" does not run");
        }

        await stream.TellStartedAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stream.Cancelled);
        var feeding = FeedAsync(socket, stream, ended.Token);
        try
        {
            await CopyAsync(socket, stream);
            return new StreamEnd(StreamEnd.Completed);
        }
        catch (SocketException e)
        {
            return new StreamEnd(StreamEnd.Failed, e.Message);
        }
        finally
        {
            await ended.CancelAsync();
            await feeding;
        }
    }

    private static async Task CopyAsync(Socket socket, INodeStream stream)
    {
        var buffer = new byte[StreamRecord.MaxBytes];
        while (await socket.ReceiveAsync(buffer, stream.Cancelled) is > 0 and var read)
        {
            await stream.WriteAsync(new StreamRecord(StreamChannels.Stdout, buffer.AsMemory(0, read)));
        }
    }

    private static async Task FeedAsync(Socket socket, INodeStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in stream.ReadAsync(cancellationToken))
            {
                if (record.Channel != StreamChannels.Stdin)
                {
                    continue;
                }

                if (record.Bytes.IsEmpty)
                {
                    socket.Shutdown(SocketShutdown.Send);
                    continue;
                }

                for (var rest = record.Bytes; !rest.IsEmpty;)
                {
                    rest = rest[await socket.SendAsync(rest, cancellationToken)..];
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The other side has closed; reading from it says so, too.
        }
    }
}
