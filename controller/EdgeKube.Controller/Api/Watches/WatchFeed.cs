using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>A watch of the store that now and then also tells how far it has seen, if it is asked to.</summary>
internal sealed class WatchFeed : IAsyncDisposable
{
    private readonly IClusterStore _store;
    private readonly CancellationTokenSource _ended;
    private readonly IAsyncEnumerator<StoreEvent> _changes;
    private readonly PeriodicTimer? _bookmarks;
    private Task<bool>? _change;
    private Task<bool>? _tick;

    // What was stored one tick ago has been delivered by the next one, when nothing is waiting to be delivered then.
    private long _tickRevision;

    private WatchFeed(IClusterStore store, string prefix, long after, TimeSpan? bookmarkInterval, TimeProvider time, CancellationToken cancellationToken)
    {
        _store = store;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _changes = store.Watch(prefix, after, _ended.Token).GetAsyncEnumerator(_ended.Token);
        _bookmarks = bookmarkInterval is { } interval ? new PeriodicTimer(interval, time) : null;
        _tickRevision = store.Revision;
    }

    /// <exception cref="CompactedException">The history does not reach back so far.</exception>
    /// <exception cref="FutureRevisionException">The store has not reached that revision.</exception>
    public static WatchFeed Open(IClusterStore store, string prefix, long after, TimeSpan? bookmarkInterval, TimeProvider time, CancellationToken cancellationToken) =>
        new(store, prefix, after, bookmarkInterval, time, cancellationToken);

    /// <summary>Null at the end.</summary>
    /// <exception cref="SlowWatcherException">The reader fell too far behind.</exception>
    public async ValueTask<WatchStep?> NextAsync()
    {
        _change ??= _changes.MoveNextAsync().AsTask();
        if (_bookmarks is not null && !_change.IsCompleted)
        {
            _tick ??= _bookmarks.WaitForNextTickAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(_change, _tick) == _tick && !_change.IsCompleted)
            {
                return Tick();
            }
        }

        var hasChange = await _change;
        _change = null;
        return hasChange ? new WatchStep(_changes.Current, _changes.Current.ModRevision) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _bookmarks?.Dispose();
        try
        {
            // An enumerator must not be disposed of while it moves.
            await (_change ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is OperationCanceledException or SlowWatcherException)
        {
            // Nobody is interested any more.
        }

        await _changes.DisposeAsync();
        _ended.Dispose();
    }

    private WatchStep Tick()
    {
        var step = new WatchStep(null, _tickRevision);
        _tickRevision = _store.Revision;
        _tick = null;
        return step;
    }
}
