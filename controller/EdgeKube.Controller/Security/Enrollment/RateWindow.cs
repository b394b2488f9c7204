namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>So many within a minute, for each key and for all together. Bounded: what is counted is forgotten with the minute.</summary>
internal sealed class RateWindow<TKey>(TimeProvider time, int perKey, int overall)
    where TKey : notnull
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, int> _counts = [];
    private long _begun = time.GetTimestamp();
    private int _total;

    /// <summary>Whether the key, and everybody, is below the limit.</summary>
    public bool HasRoom(TKey key)
    {
        lock (_lock)
        {
            Turn();
            return _total < overall && _counts.GetValueOrDefault(key) < perKey;
        }
    }

    public void Count(TKey key)
    {
        lock (_lock)
        {
            Turn();
            if (_total < overall)
            {
                _total++;
                _counts[key] = _counts.GetValueOrDefault(key) + 1;
            }
        }
    }

    private void Turn()
    {
        if (time.GetElapsedTime(_begun) >= Length)
        {
            _begun = time.GetTimestamp();
            _total = 0;
            _counts.Clear();
        }
    }
}
