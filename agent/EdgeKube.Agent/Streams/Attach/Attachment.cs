using System.Net.WebSockets;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Streams.Exec;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Attach;

/// <summary>One stream and the container's process. Input has a connection of its own: closing it is the only way to end the input alone.</summary>
internal sealed class Attachment(string container, ContainerTasks tasks, WebSocket? output, WebSocket? input, INodeStream stream)
{
    /// <summary>Returns when the process has ended, or, without outputs, when the input has.</summary>
    public async Task RunAsync(IAsyncEnumerable<StreamRecord> records)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stream.Cancelled);
        var feeding = FeedAsync(records, ended.Token);
        try
        {
            await (output is null ? feeding : CopyAsync(output));
        }
        finally
        {
            await ended.CancelAsync();
            await feeding;
        }
    }

    private async Task CopyAsync(WebSocket socket)
    {
        var buffer = new byte[1 + StreamRecord.MaxBytes];
        var begins = true;
        byte channel = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), stream.Cancelled) is { MessageType: not WebSocketMessageType.Close } received)
            {
                var bytes = buffer.AsMemory(0, received.Count);
                if (begins && received.Count > 0)
                {
                    channel = buffer[0];
                    bytes = bytes[1..];
                    begins = false;
                }

                begins |= received.EndOfMessage;
                if (channel is StreamChannels.Stdout or StreamChannels.Stderr && bytes.Length > 0)
                {
                    await stream.WriteAsync(new StreamRecord(channel, bytes));
                }
            }
        }
        catch (WebSocketException)
        {
            // containerd ends the connection with the process, and does not always say so.
        }
    }

    private async Task FeedAsync(IAsyncEnumerable<StreamRecord> records, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in records.WithCancellation(cancellationToken))
            {
                if (record.Channel == StreamChannels.Resize && TerminalSize.Parse(record.Bytes) is { } size)
                {
                    await tasks.ResizeAsync(container, "", size.Width, size.Height, cancellationToken);
                }
                else if (record.Channel == StreamChannels.Stdin && input is not null)
                {
                    await PassAsync(input, record.Bytes, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or RuntimeException or IOException)
        {
            // The process has ended, or takes no more.
        }
    }

    private static async Task PassAsync(WebSocket input, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            // With stdinOnce, containerd now closes the container's input.
            await input.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            return;
        }

        var message = new byte[1 + bytes.Length];
        message[0] = StreamChannels.Stdin;
        bytes.CopyTo(message.AsMemory(1));
        await input.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }
}
