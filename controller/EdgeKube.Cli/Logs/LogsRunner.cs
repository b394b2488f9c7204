using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Logs;

/// <summary>Copies logs to standard output: one after the other, or all at once when they are followed.</summary>
internal sealed class LogsRunner(Session session, LogsOptions options)
{
    // kubectl's limit: every followed log is a stream on the link to its node.
    private const int MaxFollowed = 5;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sources = await new LogSourceFinder(session, options).FindAsync(cancellationToken);
        if (sources.Count == 0)
        {
            session.Terminal.Error.WriteLine($"No resources found in {session.Namespace} namespace.");
            return 0;
        }

        if (options.Follow && sources.Count > MaxFollowed)
        {
            throw new CommandException($"you are attempting to follow {sources.Count} log streams, but at most {MaxFollowed} are allowed; narrow the selector");
        }

        await using var output = session.Terminal.OpenOutput();
        using var turn = new SemaphoreSlim(1);
        if (options.Follow)
        {
            await Task.WhenAll(sources.Select(source => CopyAsync(source, output, turn, cancellationToken)));
            return 0;
        }

        foreach (var source in sources)
        {
            await CopyAsync(source, output, turn, cancellationToken);
        }

        return 0;
    }

    private async Task CopyAsync(LogSource source, Stream output, SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        var client = await session.ConnectAsync(cancellationToken);
        var lines = new LineBuffer(options.Prefix ? source.Prefix : "", wholeLines: options.Prefix || options.Follow);
        await foreach (var part in client.StreamAsync(ApiCall.Get(source.Path(session.Namespace, options)), cancellationToken))
        {
            await WriteAsync(lines.Add(part.Span), output, turn, cancellationToken);
        }

        await WriteAsync(lines.Rest(), output, turn, cancellationToken);
    }

    private static async Task WriteAsync(ReadOnlyMemory<byte> bytes, Stream output, SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        // Two followed logs must not mix within a line.
        await turn.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(bytes, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
