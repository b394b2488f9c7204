using System.Runtime.CompilerServices;

namespace EdgeKube.Controller.Store;

/// <summary>What is visible: the snapshot, the history and the watchers.</summary>
internal sealed class StoreMemory(LoadedStore loaded, int watcherQueue)
{
    // Guards the history and the watchers, so that a new watch sees each event once: in its backlog or in its queue.
    private readonly Lock _gate = new();
    private readonly History _history = BuildHistory(loaded);
    private readonly HashSet<StoreWatcher> _watchers = [];
    private volatile StoreSnapshot _snapshot = loaded.Snapshot;
    private bool _closed;

    public StoreSnapshot Snapshot => _snapshot;

    public long CompactedRevision
    {
        get
        {
            lock (_gate)
            {
                return _history.CompactedRevision;
            }
        }
    }

    /// <param name="plan">What is on disk now.</param>
    /// <param name="shown">Called when it can be read, and before any watcher hears of it: with thousands of them, whoever wrote would wait for all.</param>
    public void Publish(BatchPlan plan, Action shown)
    {
        lock (_gate)
        {
            // Before the events: whoever reads on an event finds at least its revision.
            _snapshot = plan.Snapshot;
            foreach (var change in plan.Events)
            {
                _history.Append(change);
            }

            shown();
            foreach (var change in plan.Events)
            {
                _watchers.RemoveWhere(w => !w.Offer(change));
            }
        }
    }

    /// <summary>Returns the rows on disk that nothing needs any more.</summary>
    public IReadOnlyList<long> TrimToLimits(int maxEvents, long maxBytes)
    {
        lock (_gate)
        {
            return _history.Trim(_history.PlanTrim(maxEvents, maxBytes));
        }
    }

    public IReadOnlyList<long> Trim(long throughRevision)
    {
        lock (_gate)
        {
            return _history.Trim(throughRevision);
        }
    }

    public StoreRange RangeAt(string prefix, long revision)
    {
        lock (_gate)
        {
            RequireKept(prefix, revision);
            return _snapshot.Before(_history.After(revision, new KeyFilter(prefix)), revision).Range(prefix, null, 0);
        }
    }

    public IAsyncEnumerable<StoreEvent> Watch(KeyFilter keys, long afterRevision, CancellationToken cancellationToken)
    {
        var watcher = new StoreWatcher(keys, watcherQueue);
        IReadOnlyList<StoreEvent> backlog;
        lock (_gate)
        {
            RequireKept(keys.Prefix, afterRevision);
            backlog = _history.After(afterRevision, keys);
            if (_closed)
            {
                watcher.End();
            }
            else
            {
                _watchers.Add(watcher);
            }
        }

        // A watch that is cancelled before anyone enumerates it must not stay either.
        var registration = cancellationToken.UnsafeRegister(_ => Remove(watcher), null);
        return Stream(watcher, backlog, registration, cancellationToken);
    }

    /// <summary>Ends every watch; reads go on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var watcher in _watchers)
            {
                watcher.End();
            }

            _watchers.Clear();
        }
    }

    private static History BuildHistory(LoadedStore loaded)
    {
        var history = new History(loaded.CompactedRevision);
        foreach (var change in loaded.Events)
        {
            history.Append(change);
        }

        return history;
    }

    private void RequireKept(string prefix, long afterRevision)
    {
        if (afterRevision > _snapshot.Revision)
        {
            throw new FutureRevisionException(afterRevision, _snapshot.Revision);
        }

        if (afterRevision < _history.CompactedRevision)
        {
            throw new CompactedException(afterRevision, _history.CompactedRevision);
        }

        var start = loaded.Snapshot.Revision;
        if (afterRevision < start && loaded.VolatileCollections.Any(c => VolatileCollections.Overlap(c, prefix)))
        {
            throw new CompactedException(afterRevision, start);
        }
    }

    private async IAsyncEnumerable<StoreEvent> Stream(
        StoreWatcher watcher,
        IReadOnlyList<StoreEvent> backlog,
        CancellationTokenRegistration registration,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            foreach (var change in backlog)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return change;
            }

            await foreach (var change in watcher.Events.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            await registration.DisposeAsync();
            Remove(watcher);
        }
    }

    private void Remove(StoreWatcher watcher)
    {
        lock (_gate)
        {
            _watchers.Remove(watcher);
        }
    }
}
