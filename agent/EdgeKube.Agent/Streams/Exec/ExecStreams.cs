using System.Security.Cryptography;
using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>Runs commands in containers.</summary>
/// <param name="directory">For the pipes; emptied by a boot, and seen by containerd under the same path.</param>
internal sealed class ExecStreams(IContainerRuntime runtime, ContainerTasks tasks, string directory, TimeProvider time) : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stream.Cancelled);
        await using var input = stream.ReadAsync(ended.Token).GetAsyncEnumerator(CancellationToken.None);
        if (await CommandReader.ReadAsync(input) is not { } command)
        {
            return new StreamEnd(StreamEnd.Failed, "the request names no command");
        }

        var target = StreamTarget.Read(arguments);
        if (await target.FindContainerAsync(runtime, stream.Cancelled) is not { } container)
        {
            return new StreamEnd(StreamEnd.NotFound, target.NotFound);
        }

        var spec = ProcessSpec.Build((await tasks.GetSpecAsync(container.Id, stream.Cancelled)).Span, command, target.Tty);
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);

        // A terminal has one output.
        using var pipes = new ProcessPipes(Path.Combine(directory, id), target.Stdin, target.Stdout, target.Stderr && !target.Tty);
        var process = new ExecProcess(container.Id, id, pipes, tasks, stream, time);
        try
        {
            return await StartAsync(container.Id, id, spec, target.Tty, pipes, stream) is { } failed
                ? failed
                : new StreamEnd(StreamEnd.Completed, ExitCode: await process.RunAsync(input, ended));
        }
        finally
        {
            await process.EndAsync();
        }
    }

    // The command is not there, say: the kubelet's words around the runtime's.
    private async Task<StreamEnd?> StartAsync(string container, string id, ReadOnlyMemory<byte> spec, bool tty, ProcessPipes pipes, INodeStream stream)
    {
        try
        {
            await tasks.CreateAsync(container, id, spec, tty, pipes.Paths, stream.Cancelled);
            await tasks.StartAsync(container, id, stream.Cancelled);
        }
        catch (RuntimeException e)
        {
            return new StreamEnd(StreamEnd.Failed, $"error executing command in container: failed to exec in container: {e.Message}");
        }

        pipes.ReleaseOthers();
        await stream.TellStartedAsync();
        return null;
    }
}
