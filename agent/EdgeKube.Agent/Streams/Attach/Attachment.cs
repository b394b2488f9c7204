using System.Net.WebSockets;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Streams.Exec;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Attach;

/// <summary>One stream and the container's process.</summary>
/// <param name="socket">To the process; null when it gets no input and has no terminal.</param>
/// <param name="log">What the process writes when it has no terminal; null: it comes through the socket.</param>
internal sealed class Attachment(string container, ContainerTasks tasks, WebSocket? socket, Func<Task>? log, INodeStream stream)
{
    /// <summary>Returns when the process has ended.</summary>
    public async Task RunAsync()
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stream.Cancelled);

        // The outputs first: what the input brings about belongs to them.
        var outputs = log is not null ? log() : CopyAsync(socket!);
        var feeding = FeedAsync(stream.ReadAsync(ended.Token), ended.Token);
        try
        {
            await outputs;
        }
        finally
        {
            await ended.CancelAsync();
            await feeding;
        }
    }

    private async Task CopyAsync(WebSocket output)
    {
        var buffer = new byte[1 + StreamRecord.MaxBytes];
        var begins = true;
        byte channel = 0;
        try
        {
            while (await output.ReceiveAsync(buffer.AsMemory(), stream.Cancelled) is { MessageType: not WebSocketMessageType.Close } received)
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
            await foreach (var record in records)
            {
                if (record.Channel == StreamChannels.Resize && TerminalSize.Parse(record.Bytes) is { } size)
                {
                    await tasks.ResizeAsync(container, "", size.Width, size.Height, cancellationToken);
                }
                else if (record.Channel == StreamChannels.Stdin && socket is not null)
                {
                    await PassAsync(record.Bytes, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or RuntimeException or IOException)
        {
            // The process has ended, or takes no more.
        }
    }

    private async Task PassAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty && log is null)
        {
            // A terminal's input has no end, and with the connection its output would end.
            return;
        }

        if (bytes.IsEmpty)
        {
            // With stdinOnce, containerd now closes the container's input.
            await socket!.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            return;
        }

        var message = new byte[1 + bytes.Length];
        message[0] = StreamChannels.Stdin;
        bytes.CopyTo(message.AsMemory(1));
        await socket!.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }
}
