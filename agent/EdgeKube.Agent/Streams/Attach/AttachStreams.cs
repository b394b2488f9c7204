using System.Net.WebSockets;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Streams.Exec;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Attach;

/// <summary>Joins streams to containers' own processes.</summary>
internal sealed class AttachStreams(IContainerRuntime runtime, ContainerTasks tasks, ContainerAttachments attachments) : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        var target = StreamTarget.Read(arguments);
        if (await target.FindContainerAsync(runtime, stream.Cancelled) is not { } container)
        {
            return new StreamEnd(StreamEnd.NotFound, target.NotFound);
        }

        using var output = target.Stdout || target.Stderr ? await OpenAsync(container.Id, target, isInput: false, stream.Cancelled) : null;
        using var input = target.Stdin ? await OpenAsync(container.Id, target, isInput: true, stream.Cancelled) : null;
        await stream.TellStartedAsync();
        await new Attachment(container.Id, tasks, output, input, stream).RunAsync(stream.ReadAsync(stream.Cancelled));
        return new StreamEnd(StreamEnd.Completed);
    }

    private async Task<WebSocket> OpenAsync(string container, StreamTarget target, bool isInput, CancellationToken cancellationToken)
    {
        var address = await attachments.OpenAsync(
            container, isInput, !isInput && target.Stdout, !isInput && target.Stderr && !target.Tty, target.Tty, cancellationToken);
        return await RuntimeSocket.ConnectAsync(address, cancellationToken);
    }
}
