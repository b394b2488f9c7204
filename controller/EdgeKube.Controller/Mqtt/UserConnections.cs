using EdgeKube.Controller.Mqtt.Records;

namespace EdgeKube.Controller.Mqtt;

/// <summary>All connections of one user: where answers go, and what is under way.</summary>
internal sealed class UserConnections(DoorLimits limits)
{
    private readonly Lock _lock = new();
    private readonly HashSet<IUserSession> _sessions = [];
    private readonly Dictionary<ExchangeKey, OpenExchange> _byKey = [];
    private int _open;
    private int _streams;

    /// <summary>Requests that are not whole yet.</summary>
    public RequestPieces Pieces { get; } = new(limits);

    /// <summary>No connection is left, and nothing under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count == 0 && _open == 0;
            }
        }
    }

    public void Add(IUserSession session)
    {
        lock (_lock)
        {
            _sessions.Add(session);
        }
    }

    public void Remove(IUserSession session)
    {
        lock (_lock)
        {
            _sessions.Remove(session);
        }

        Pieces.Forget(session);
    }

    /// <summary>The sessions that listen to a topic: a MQTT 3.1.1 client may publish on one connection and listen on another.</summary>
    public IReadOnlyList<IUserSession> Listeners(string topic)
    {
        lock (_lock)
        {
            return [.. _sessions.Where(session => session.Matches(topic))];
        }
    }

    /// <summary>Null when there are too many, or one with the same correlation data is under way.</summary>
    public OpenExchange? Open(IUserSession session, string? correlation, int most, bool hasInput, CancellationToken connectionEnded)
    {
        lock (_lock)
        {
            ExchangeKey? key = correlation is null ? null : new ExchangeKey(session, correlation);
            if (_open - _streams >= most || (key is { } taken && _byKey.ContainsKey(taken)))
            {
                return null;
            }

            var opened = new OpenExchange(this, key, connectionEnded) { Input = hasInput ? new ExchangeInput() : null };
            _open++;
            if (key is { } own)
            {
                _byKey[own] = opened;
            }

            return opened;
        }
    }

    public bool TryTakeStream()
    {
        lock (_lock)
        {
            if (_streams >= limits.Streams)
            {
                return false;
            }

            _streams++;
            return true;
        }
    }

    public bool Cancel(IUserSession session, string? correlation)
    {
        var found = Find(session, correlation);
        found?.Cancel();
        return found is not null;
    }

    /// <summary>Passes bytes on to an open stream; one that gets more than it allowed is ended. False when there is none that takes any.</summary>
    public bool Input(IUserSession session, string? correlation, ReadOnlyMemory<byte> bytes)
    {
        if (Find(session, correlation) is not { Input: { } input } found)
        {
            return false;
        }

        if (!input.TryTake(bytes))
        {
            found.Cancel();
        }

        return true;
    }

    public void Close(OpenExchange exchange, bool wasStream)
    {
        lock (_lock)
        {
            _open--;
            _streams -= wasStream ? 1 : 0;
            if (exchange.Key is { } key)
            {
                _byKey.Remove(key);
            }
        }
    }

    private OpenExchange? Find(IUserSession session, string? correlation)
    {
        lock (_lock)
        {
            return correlation is null ? null : _byKey.GetValueOrDefault(new ExchangeKey(session, correlation));
        }
    }
}
