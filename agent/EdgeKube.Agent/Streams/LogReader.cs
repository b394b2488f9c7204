using System.Buffers;

namespace EdgeKube.Agent.Streams;

/// <summary>
/// Reads one run's log files in order and, when following, goes on as the last one grows, through rotation. Looks four times a second only
/// while somebody follows.
/// </summary>
internal sealed class LogReader(TimeProvider time)
{
    private const int BlockSize = 16 * 1024;

    // A record longer than this is none that containerd wrote: it cuts lines at 16 KiB.
    private const int LongestRecord = 64 * 1024;
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
        var output = new LogOutput(new LogFormatter(request.Timestamps, request.Since is { } back ? time.GetUtcNow() - back : null), request.LimitBytes, send);
        var files = LogFiles.FilesOf(directory, restart);
        var skip = Plan(files, request.TailLines);
        for (var i = 0; i < files.Count; i++)
        {
            var last = i == files.Count - 1;
            if (skip.TryGetValue(files[i], out var start) && !output.IsFull)
            {
                await ReadFileAsync(files[i], start, last && request.Follow, isOver, output, cancellationToken);
            }
        }
    }

    // From which offset each file is read; files before the tail are left out.
    private static Dictionary<string, long> Plan(IReadOnlyList<string> files, long? tailLines)
    {
        if (tailLines is not { } lines)
        {
            return files.ToDictionary(file => file, _ => 0L, StringComparer.Ordinal);
        }

        var starts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = files.Count - 1; i >= 0 && (lines > 0 || starts.Count == 0); i--)
        {
            using var file = File.OpenRead(files[i]);
            starts[files[i]] = LogTail.FindStart(file, ref lines);
        }

        return starts;
    }

    private async Task ReadFileAsync(string path, long start, bool follow, Func<bool> isOver, LogOutput output, CancellationToken cancellationToken)
    {
        var pending = new ArrayBufferWriter<byte>();
        var block = new byte[BlockSize];
        var file = Open(path, start);
        var drained = false;
        try
        {
            while (!output.IsFull)
            {
                // Asked before the read: what was written before the end is then read for certain.
                var over = !follow || isOver();
                var read = await file.ReadAsync(block, cancellationToken);
                if (read > 0)
                {
                    drained = false;
                    pending.Write(block.AsSpan(0, read));
                    pending = Split(pending, output);
                    await output.FlushAsync(cancellationToken);
                }
                else if (IsRotated(path, file))
                {
                    // Once more from the old file: lines may have come between the read and the rename.
                    (file, drained) = drained ? (Reopen(path, file), false) : (file, true);
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

    private static FileStream Open(string path, long start) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: false) { Position = start };

    // The kernel knows under which name the open file is now; after a rotation it is another one, and the old name a new file.
    private static bool IsRotated(string path, FileStream file) =>
        File.Exists(path) && File.ResolveLinkTarget($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName != Path.GetFullPath(path);

    private static FileStream Reopen(string path, FileStream old)
    {
        old.Dispose();
        return Open(path, 0);
    }

    private static ArrayBufferWriter<byte> Split(ArrayBufferWriter<byte> pending, LogOutput output)
    {
        var rest = pending.WrittenSpan;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            output.Write(rest[..end]);
            rest = rest[(end + 1)..];
        }

        var next = new ArrayBufferWriter<byte>(Math.Max(rest.Length, BlockSize));
        if (rest.Length <= LongestRecord)
        {
            next.Write(rest);
        }

        return next;
    }
}
