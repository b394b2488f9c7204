using System.Threading.Channels;

namespace EdgeKube.Link.Sending;

/// <summary>
/// Sends what a link wants sent over one connection, in the order of <see cref="SendQueue"/>. Whoever adds never waits. The one shell in this
/// room: both ends need the same one.
/// </summary>
/// <param name="send">Sends one frame; completes with its acknowledgement, or when it is on its way if it may be lost. Called for one frame after the other.</param>
/// <param name="time">Measures how long acknowledgements take.</param>
public sealed class SendPump(Func<LinkEffect.Send, CancellationToken, Task> send, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SendQueue _queue = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _idle;

    /// <summary>False when too much waits already: the connection is of no use any more.</summary>
    public bool TryAdd(LinkEffect.Send frame)
    {
        lock (_gate)
        {
            if (!_queue.TryAdd(frame))
            {
                return false;
            }
        }

        _signal.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Sends until <see cref="Close"/> (null) or until a send fails (its exception).</summary>
    public async Task<Exception?> RunAsync()
    {
        var sending = SendAllAsync(_closed.Token);
        var first = await Task.WhenAny(sending, _failed.Task).ConfigureAwait(false);
        await _closed.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        return first == _failed.Task ? await _failed.Task.ConfigureAwait(false) : null;
    }

    /// <summary>Whatever still waits belonged to a connection that is no more.</summary>
    public void Close() => _closed.Cancel();

    /// <summary>Returns when all that was added is acknowledged.</summary>
    /// <exception cref="OperationCanceledException">It was not, in time or at all.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        Task idle;
        lock (_gate)
        {
            if (_queue.IsIdle)
            {
                return;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        await idle.WaitAsync(either.Token).ConfigureAwait(false);
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _signal.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                _signal.Reader.TryRead(out _);
                while (!cancellationToken.IsCancellationRequested && Take() is { } next)
                {
                    _ = FinishAsync(next, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private LinkEffect.Send? Take()
    {
        lock (_gate)
        {
            return _queue.Take();
        }
    }

    private async Task FinishAsync(LinkEffect.Send frame, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await send(frame, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            _failed.TrySetResult(e);
            return;
        }

        lock (_gate)
        {
            _queue.Sent(frame, time.GetElapsedTime(started));
            if (_queue.IsIdle)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }

        _signal.Writer.TryWrite(true);
    }
}
