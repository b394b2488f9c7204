using System.Threading.Channels;

namespace EdgeKube.Mqtt;

/// <summary>
/// Runs calls into a handler one at a time and in order, across the connections of one client or session. Bounded: who adds waits for room.
/// </summary>
internal sealed class SerialQueue
{
    private readonly Channel<Func<ValueTask>> _channel;

    /// <param name="capacity">Calls that may wait.</param>
    /// <param name="previous">Runs nothing before this has completed.</param>
    /// <param name="onFault">Receives what a call threw.</param>
    public SerialQueue(int capacity, Task previous, Action<Exception> onFault)
    {
        _channel = Channel.CreateBounded<Func<ValueTask>>(new BoundedChannelOptions(capacity) { SingleReader = true });
        Completion = RunAsync(previous, onFault);
    }

    /// <summary>Completes when the queue was completed and everything in it has run.</summary>
    public Task Completion { get; }

    /// <summary>Adds a call, waiting for room. After completion nobody is left to call, and it is dropped.</summary>
    public async ValueTask AddAsync(Func<ValueTask> call, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.Writer.WriteAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The client or session has ended.
        }
    }

    public void Complete() => _channel.Writer.TryComplete();

    private async Task RunAsync(Task previous, Action<Exception> onFault)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_channel.Reader.TryRead(out var call))
            {
                try
                {
                    await call().ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    // The edge of the loop: one failed call must not end the queue of a client that lives on.
                    onFault(e);
                }
            }
        }
    }
}
