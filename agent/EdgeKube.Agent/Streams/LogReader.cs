namespace EdgeKube.Agent.Streams;

/// <summary>
/// Reads one run's log files in order and, when following, goes on as the last one grows, through rotation. Looks four times a second only
/// while somebody follows.
/// </summary>
internal sealed class LogReader(TimeProvider time)
{
    private const int BlockSize = 16 * 1024;

    private static readonly TimeSpan FollowPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>How far apart looks at a followed log are at least: a budget may ask for more than the usual.</summary>
    public Func<TimeSpan> Interval { get; init; } = () => TimeSpan.Zero;

    /// <param name="directory">The container's log directory.</param>
    /// <param name="restart">Which run.</param>
    /// <param name="request">What is wanted of it.</param>
    /// <param name="isOver">Whether the run has ended, so that following ends with its log.</param>
    /// <param name="send">Takes the bytes; waits while the reader at the other end is slow.</param>
    /// <param name="cancellationToken">Fires when nobody wants it any more.</param>
    public async Task ReadAsync(
        string directory, int restart, LogRequest request, Func<bool> isOver, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        var output = new LogOutput(new LogFormatter(request.Timestamps, request.SinceTime ?? (request.Since is { } back ? time.GetUtcNow() - back : null), request.Errors), request.LimitBytes, send);
        var current = Path.Combine(Path.GetFullPath(directory), $"{restart}.log");
        var files = LogChain.Open(current);
        try
        {
            Seek(files, request.TailLines);
            for (var i = 0; i < files.Count; i++)
            {
                await (i < files.Count - 1
                    ? ReadFileAsync(files[i], output, cancellationToken)
                    : ReadOnAsync(files[i], current, request.Follow, isOver, output, cancellationToken));
            }
        }
        finally
        {
            files.ToList().ForEach(file => file.Dispose());
        }
    }

    // Of files before the tail nothing is read.
    private static void Seek(IReadOnlyList<FileStream> files, long? tailLines)
    {
        if (tailLines is not { } lines)
        {
            return;
        }

        for (var i = files.Count - 1; i >= 0; i--)
        {
            files[i].Position = lines > 0 || i == files.Count - 1 ? LogTail.FindStart(files[i], ref lines) : files[i].Length;
        }
    }

    private static async Task ReadFileAsync(FileStream file, LogOutput output, CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        while (!output.IsFull && await file.ReadAsync(block, cancellationToken) is > 0 and var read)
        {
            output.Take(block.AsSpan(0, read));
            await output.FlushAsync(cancellationToken);
        }
    }

    // From the newest file on, into those that are begun meanwhile.
    private async Task ReadOnAsync(FileStream first, string current, bool follow, Func<bool> isOver, LogOutput output, CancellationToken cancellationToken)
    {
        var file = first;
        try
        {
            while (!output.IsFull)
            {
                // Asked before the read: what was written before the end, or the rotation, is then read for certain.
                var over = !follow || isOver();
                var next = LogChain.OpenNext(current, file, out var isGap);
                await ReadFileAsync(file, output, cancellationToken);
                if (next is not null)
                {
                    await (isGap ? output.MarkGapAsync(cancellationToken) : ValueTask.CompletedTask);
                    file.Dispose();
                    file = next;
                }
                else if (over)
                {
                    return;
                }
                else
                {
                    var interval = Interval();
                    await Task.Delay(interval > FollowPeriod ? interval : FollowPeriod, time, cancellationToken);
                }
            }
        }
        finally
        {
            file.Dispose();
        }
    }
}
