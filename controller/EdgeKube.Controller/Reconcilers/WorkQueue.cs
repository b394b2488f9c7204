using System.Threading.Channels;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>
/// Keys waiting to be worked on. A key waits at most once however often it is added, and is never in two hands: added while it is worked
/// on, it waits until <see cref="Done"/>. Delays run on the monotonic clock.
/// </summary>
internal sealed class WorkQueue<TKey>(TimeProvider time) : IDisposable
    where TKey : notnull
{
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly Lock _lock = new();
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _working = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Dictionary<TKey, (TimeSpan Due, ITimer Timer)> _delayed = [];
    private readonly TokenBucket _retries = new(perSecond: 10, burst: 100);
    private readonly long _start = time.GetTimestamp();
    private bool _disposed;

    /// <summary>Keys that wait to be worked on now.</summary>
    public int ReadyCount
    {
        get
        {
            lock (_lock)
            {
                return _dirty.Count;
            }
        }
    }

    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (!_disposed && _dirty.Add(key) && !_working.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Adds the key later; of several delays the shortest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_lock)
        {
            var due = time.GetElapsedTime(_start) + delay;
            if (_disposed || (_delayed.TryGetValue(key, out var waiting) && waiting.Due <= due))
            {
                return;
            }

            waiting.Timer?.Dispose();
            // Timers take 49 days at most; a key that comes early finds nothing to do and asks again.
            var shortened = delay < TimeSpan.FromDays(40) ? delay : TimeSpan.FromDays(40);
            _delayed[key] = (due, time.CreateTimer(_ => Elapsed(key, due), null, shortened, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>Adds a key whose pass failed, after its own back-off and the common rate limit, whichever is longer.</summary>
    public void AddFailed(TKey key)
    {
        TimeSpan delay;
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            var (own, common) = (KeyBackoff.After(failures), _retries.Reserve(time.GetElapsedTime(_start)));
            delay = own > common ? own : common;
        }

        AddAfter(key, delay);
    }

    /// <summary>The key's pass went well: its next failure starts with the shortest back-off.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    public async ValueTask<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await _ready.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _dirty.Remove(key);
            _working.Add(key);
        }

        return key;
    }

    public void Done(TKey key)
    {
        lock (_lock)
        {
            if (_working.Remove(key) && _dirty.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var (_, timer) in _delayed.Values)
            {
                timer.Dispose();
            }

            _delayed.Clear();
        }
    }

    private void Elapsed(TKey key, TimeSpan due)
    {
        lock (_lock)
        {
            if (_delayed.TryGetValue(key, out var waiting) && waiting.Due == due)
            {
                _delayed.Remove(key);
                waiting.Timer.Dispose();
            }
        }

        Add(key);
    }
}
