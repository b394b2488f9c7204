using System.Net;

namespace EdgeKube.Mqtt;

/// <summary>Decides which new connections may try to authenticate. Pure but for its counts; a lock makes it safe. Bounded in sources.</summary>
internal sealed class ConnectionGate(MqttLimits limits)
{
    private const int MaxSources = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Source> _sources = [];
    private TokenBucket _rate = new(limits.ConnectionsPerSecond);
    private int _waiting;

    /// <summary>Null when the connection may go on; <see cref="Leave"/> must follow then. Otherwise why not.</summary>
    public MqttReasonCode? TryEnter(IPAddress source, TimeSpan now)
    {
        lock (_lock)
        {
            if (_waiting >= limits.MaxUnauthenticated)
            {
                return MqttReasonCode.ServerBusy;
            }

            if (!_sources.TryGetValue(source, out var entry))
            {
                Forget(now);
                if (_sources.Count >= MaxSources)
                {
                    return MqttReasonCode.ServerBusy;
                }

                _sources[source] = entry = new Source(limits.ConnectionsPerSecondPerSource);
            }

            // The source's own limits come first, so that one flood does not use up everyone's rate.
            if (entry.Waiting >= limits.MaxUnauthenticatedPerSource || !entry.Rate.TryTake(now) || !_rate.TryTake(now))
            {
                return MqttReasonCode.ConnectionRateExceeded;
            }

            entry.Waiting++;
            _waiting++;
            return null;
        }
    }

    /// <summary>The connection was accepted or closed.</summary>
    public void Leave(IPAddress source)
    {
        lock (_lock)
        {
            _waiting--;
            if (_sources.TryGetValue(source, out var entry))
            {
                entry.Waiting--;
            }
        }
    }

    /// <summary>Sources with nothing open and a full bucket are as good as unknown. Looked for only when the table grows large.</summary>
    private void Forget(TimeSpan now)
    {
        if (_sources.Count < MaxSources / 2)
        {
            return;
        }

        foreach (var (address, entry) in _sources)
        {
            if (entry.Waiting == 0 && entry.Rate.IsFull(now))
            {
                _sources.Remove(address);
            }
        }
    }

    private sealed class Source(int perSecond)
    {
        public TokenBucket Rate = new(perSecond);

        public int Waiting { get; set; }
    }
}
