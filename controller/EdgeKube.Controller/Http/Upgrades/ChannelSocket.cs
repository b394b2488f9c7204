using System.Net.WebSockets;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Http.Upgrades;

/// <summary>
/// Kubernetes' channel protocols: a message is a channel's number and bytes of it. At the end the error channel tells the outcome. In version 5 a
/// client ends a channel with a message of 255 and its number.
/// </summary>
/// <param name="clientEndsChannels">Version 5.</param>
internal sealed class ChannelSocket(WebSocket socket, IPodStream stream, bool clientEndsChannels, Func<bool> mayGoOn)
{
    private const byte EndOfChannel = 255;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly byte[] _sent = new byte[1 + StreamRecord.MaxBytes];

    /// <summary>Runs until the pod's side has ended and its outcome was told, or the client has gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = ReceiveAsync(gone);
        try
        {
            await foreach (var record in stream.ReadAsync(gone.Token))
            {
                if (!mayGoOn())
                {
                    return;
                }

                await SendAsync(record.Channel, record.Bytes, gone.Token);
            }

            await SendAsync(StreamChannels.Error, JsonBytes.Of(stream.Outcome, MetaJsonContext.Default.ApiStatus), gone.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, gone.Token);
            gone.CancelAfter(Farewell);
            await receiving;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The client has gone.
        }
        finally
        {
            await gone.CancelAsync();
            await receiving;
        }
    }

    private async Task SendAsync(byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _sent[0] = channel;
        bytes.CopyTo(_sent.AsMemory(1));
        await socket.SendAsync(_sent.AsMemory(0, 1 + bytes.Length), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private async Task ReceiveAsync(CancellationTokenSource gone)
    {
        var buffer = new byte[1 + StreamRecord.MaxBytes];
        var begins = true;
        byte channel = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), gone.Token) is { MessageType: not WebSocketMessageType.Close } received)
            {
                var bytes = buffer.AsMemory(0, received.Count);
                if (begins && received.Count > 0)
                {
                    channel = buffer[0];
                    bytes = bytes[1..];
                    begins = false;
                }

                await PassAsync(channel, bytes, gone.Token);
                begins |= received.EndOfMessage;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone, in whatever manner.
        }

        await gone.CancelAsync();
    }

    private async Task PassAsync(byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (channel == EndOfChannel && clientEndsChannels)
        {
            await (bytes.Length > 0 && bytes.Span[0] == StreamChannels.Stdin
                ? stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, default), cancellationToken)
                : Task.CompletedTask);
        }
        else if (channel is StreamChannels.Stdin or StreamChannels.Resize)
        {
            foreach (var record in StreamRecord.Split(channel, bytes))
            {
                await stream.WriteAsync(record, cancellationToken);
            }
        }
    }
}
