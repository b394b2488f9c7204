using EdgeKube.Link.Trust;

namespace EdgeKube.Hosting;

/// <summary>
/// The latest time ever proven. It goes on with the monotonic clock, because time that has passed is proven too. May be used from any thread.
/// </summary>
/// <param name="floor">Where it begins; never before <see cref="TrustedTime.Beginning"/>.</param>
/// <param name="time">Only its monotonic clock is used.</param>
internal sealed class ProvenTime(DateTimeOffset floor, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _proven = TrustedTime.Raise(TrustedTime.Beginning, floor);
    private long _provenAt = time.GetTimestamp();

    public DateTimeOffset Value
    {
        get
        {
            lock (_lock)
            {
                return _proven + time.GetElapsedTime(_provenAt);
            }
        }
    }

    /// <summary>Something proves that it is this time or later.</summary>
    public void Raise(DateTimeOffset proven)
    {
        lock (_lock)
        {
            (_proven, _provenAt) = (TrustedTime.Raise(Value, proven), time.GetTimestamp());
        }
    }
}
