using System.Threading.Channels;

namespace EdgeKube.Controller.Store;

/// <summary>One watch's queue. Only the store's lock holder offers; only the stream reads.</summary>
internal sealed class StoreWatcher(KeyFilter keys, int capacity)
{
    private readonly Channel<StoreEvent> _queue = Channel.CreateBounded<StoreEvent>(
        new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = false });

    public ChannelReader<StoreEvent> Events => _queue.Reader;

    /// <summary>False: the reader was too slow, and the watch has ended with an error.</summary>
    public bool Offer(StoreEvent change)
    {
        if (!keys.Covers(change.Key) || _queue.Writer.TryWrite(change))
        {
            return true;
        }

        _queue.Writer.TryComplete(new SlowWatcherException(keys.Prefix, capacity));
        return false;
    }

    public void End() => _queue.Writer.TryComplete();
}
