using System.Buffers;
using System.IO.Pipelines;

namespace EdgeKube.Controller.Http;

/// <summary>
/// Sends the parts of a stream as they come. What is there already goes in one write: a thousand watchers of a busy collection would
/// otherwise cost a system call for every event of each.
/// </summary>
internal static class StreamedAnswer
{
    // Enough for a packet train; more would only make the reader wait.
    private const int MostUnflushedBytes = 64 << 10;

    /// <param name="output">Where to.</param>
    /// <param name="parts">What.</param>
    /// <param name="endsLines">Whether each part is a line.</param>
    /// <param name="mayGoOn">Asked before each part: its reader may have lost its access meanwhile.</param>
    /// <param name="cancellationToken">The client has left, or the controller stops.</param>
    public static async Task WriteAsync(
        PipeWriter output, IAsyncEnumerable<ReadOnlyMemory<byte>> parts, bool endsLines, Func<bool> mayGoOn, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = parts.GetAsyncEnumerator(ending.Token);
        var (next, unflushed) = (Task.FromResult(false), 0);
        try
        {
            while (true)
            {
                next = source.MoveNextAsync().AsTask();
                if (unflushed > (next.IsCompleted ? MostUnflushedBytes : 0))
                {
                    await output.FlushAsync(cancellationToken);
                    unflushed = 0;
                }

                if (!await next || !mayGoOn())
                {
                    break;
                }

                output.Write(source.Current.Span);
                unflushed += source.Current.Length;
                if (endsLines)
                {
                    output.Write("\n"u8);
                }
            }

            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await EndAsync(source, next);
        }
    }

    // An enumerator must not be disposed of while it moves.
    private static async Task EndAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> source, Task next)
    {
        await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await source.DisposeAsync();
    }
}
