using System.Net.WebSockets;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Streams.Exec;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Attach;

/// <summary>Joins streams to containers' own processes.</summary>
internal sealed class AttachStreams(IContainerRuntime runtime, ContainerTasks tasks, ContainerAttachments attachments, AttachedLog log) : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        var target = StreamTarget.Read(arguments);
        if (!target.Stdout && !target.Stderr)
        {
            return new StreamEnd(StreamEnd.Failed, "attaching needs an output: stdout or stderr");
        }

        if (await target.FindContainerAsync(runtime, stream.Cancelled) is not { } container)
        {
            return new StreamEnd(StreamEnd.NotFound, target.NotFound);
        }

        var isInput = target.Stdin || target.Tty;
        using var socket = isInput ? await OpenAsync(container.Id, target, stream.Cancelled) : null;
        await stream.TellStartedAsync();
        await new Attachment(container.Id, tasks, socket, target.Tty ? null : () => log.RunAsync(target, stream), stream).RunAsync();
        return new StreamEnd(StreamEnd.Completed);
    }

    private async Task<WebSocket> OpenAsync(string container, StreamTarget target, CancellationToken cancellationToken)
    {
        var address = await attachments.OpenAsync(container, target.Stdin, stdout: target.Tty, stderr: false, target.Tty, cancellationToken);
        return await RuntimeSocket.ConnectAsync(address, cancellationToken);
    }
}
