using EdgeKube.Agent.Runtime;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>One process in a container, from its start to its end. It never outlives its stream: nobody would read what it writes.</summary>
internal sealed class ExecProcess(string container, string id, ProcessPipes pipes, ContainerTasks tasks, INodeStream stream, TimeProvider time)
{
    // A child left behind may hold the output open for ever; what was written when the process ended is there at once.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    /// <summary>Runs the process, which was started, and returns its exit code.</summary>
    /// <param name="input">What the other end sends.</param>
    /// <param name="ended">Ends the reading of <paramref name="input"/>: cancelled when the process has ended.</param>
    public async Task<int> RunAsync(IAsyncEnumerator<StreamRecord> input, CancellationTokenSource ended)
    {
        var exit = tasks.WaitAsync(container, id, stream.Cancelled);
        var feeding = FeedAsync(input, ended.Token);
        try
        {
            var outputs = Task.WhenAll(CopyAsync(pipes.Stdout, StreamChannels.Stdout, exit), CopyAsync(pipes.Stderr, StreamChannels.Stderr, exit));
            var code = await exit;
            await outputs;
            return code;
        }
        finally
        {
            await ended.CancelAsync();
            await feeding;
        }
    }

    /// <summary>Whatever has become of it: the process is gone afterwards.</summary>
    public async Task EndAsync()
    {
        try
        {
            // Not the stream's token: that it fired may be why we are here.
            await tasks.KillAsync(container, id, CancellationToken.None);
            await tasks.WaitAsync(container, id, CancellationToken.None);
        }
        catch (RuntimeException)
        {
            // It has ended already, or never ran.
        }

        try
        {
            await tasks.DeleteAsync(container, id, CancellationToken.None);
        }
        catch (RuntimeException)
        {
            // Gone with its container, or the runtime is away: it forgets such processes when the container ends.
        }
    }

    private async Task CopyAsync(Fifo? pipe, byte channel, Task exit)
    {
        if (pipe is null)
        {
            return;
        }

        var buffer = new byte[StreamRecord.MaxBytes];
        while (await ReadAsync(pipe, buffer, exit) is > 0 and var read)
        {
            await stream.WriteAsync(new StreamRecord(channel, buffer.AsMemory(0, read)));
        }
    }

    private async Task<int> ReadAsync(Fifo pipe, byte[] buffer, Task exit)
    {
        var read = pipe.Stream.ReadAsync(buffer, stream.Cancelled).AsTask();
        if (!exit.IsCompleted)
        {
            await Task.WhenAny(read, exit);
        }

        if (read.IsCompleted || !exit.IsCompleted)
        {
            return await read;
        }

        try
        {
            return await read.WaitAsync(DrainLimit, time, stream.Cancelled);
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }

    private async Task FeedAsync(IAsyncEnumerator<StreamRecord> input, CancellationToken cancellationToken)
    {
        try
        {
            while (await input.MoveNextAsync())
            {
                await FeedAsync(input.Current, cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The process has ended, or takes no more; its exit code says the rest.
        }
    }

    private async Task FeedAsync(StreamRecord record, CancellationToken cancellationToken)
    {
        switch (record.Channel)
        {
            case StreamChannels.Stdin when record.Bytes.IsEmpty && pipes.Stdin is { } stdin:
                stdin.Dispose();
                await IgnoreAsync(tasks.CloseInputAsync(container, id, cancellationToken));
                break;
            case StreamChannels.Stdin when pipes.Stdin is { } stdin:
                await stdin.Stream.WriteAsync(record.Bytes, cancellationToken);
                break;
            case StreamChannels.Resize when TerminalSize.Parse(record.Bytes) is { } size:
                await IgnoreAsync(tasks.ResizeAsync(container, id, size.Width, size.Height, cancellationToken));
                break;
        }
    }

    // What can only fail because the process has ended meanwhile.
    private static async Task IgnoreAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (RuntimeException)
        {
        }
    }
}
