using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// The objects that the store's entries were decoded to. They are several times as large as their bytes, so they stay only while they are used: what a
/// burst has touched is let go of soon after it, and never more stay than a bound.
/// </summary>
/// <param name="mostBytes">Of JSON, that may be decoded at once.</param>
internal sealed class DecodedObjects(long mostBytes = 32 << 20)
{
    // What records, lists and texts take in memory for a byte of JSON.
    private const int Weight = 3;

    // Rounds of not being asked for, after which an object is let go of.
    private const int MostUnused = 2;

    private readonly Lock _gate = new();
    private readonly Queue<StoreEntry> _entries = new();
    private long _bytes;
    private volatile int _round;

    public ApiObject? Find(StoreEntry entry)
    {
        if (entry.Reading is not Decoded decoded)
        {
            return null;
        }

        // Written only when it changes: all threads read it.
        if (decoded.UsedIn != _round)
        {
            decoded.UsedIn = _round;
        }

        return decoded.Object;
    }

    /// <summary>One object for all readers: the first that was brought.</summary>
    public ApiObject Add(StoreEntry entry, ApiObject obj)
    {
        var own = new Decoded(obj) { UsedIn = _round };
        var kept = (Decoded)entry.Read(own);
        if (ReferenceEquals(kept, own))
        {
            lock (_gate)
            {
                _entries.Enqueue(entry);
                _bytes += entry.Value.Length;
                while (_bytes > mostBytes && _entries.Count > 1)
                {
                    Drop(_entries.Dequeue());
                }
            }
        }

        return kept.Object;
    }

    /// <summary>Ends a round; returns about how many bytes of memory were let go of.</summary>
    public long Forget()
    {
        lock (_gate)
        {
            var before = _bytes;
            for (var left = _entries.Count; left > 0; left--)
            {
                var entry = _entries.Dequeue();
                if (entry.Reading is Decoded decoded && _round - decoded.UsedIn < MostUnused)
                {
                    _entries.Enqueue(entry);
                }
                else
                {
                    Drop(entry);
                }
            }

            _round++;
            if (_entries.Count == 0)
            {
                _entries.TrimExcess();
            }

            return (before - _bytes) * Weight;
        }
    }

    private void Drop(StoreEntry entry)
    {
        entry.ForgetReading();
        _bytes -= entry.Value.Length;
    }

    private sealed class Decoded(ApiObject obj)
    {
        public ApiObject Object => obj;

        public int UsedIn { get; set; }
    }
}
