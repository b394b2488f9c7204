namespace EdgeKube.Mqtt;

/// <summary>Ends a connection from which nothing came for 1.5 times its keep alive. Wakes once per period, not per packet.</summary>
internal sealed class KeepAliveWatch : IDisposable
{
    private readonly MqttConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _limit;
    private readonly Action _expired;
    private readonly ITimer _timer;

    public KeepAliveWatch(MqttConnection connection, ushort keepAliveSeconds, TimeProvider timeProvider, Action expired)
    {
        _connection = connection;
        _timeProvider = timeProvider;
        _limit = keepAliveSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(keepAliveSeconds * 1.5);
        _expired = expired;
        _timer = timeProvider.CreateTimer(static watch => ((KeepAliveWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var left = _limit - _timeProvider.GetElapsedTime(_connection.LastReceived);
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
        else if (_connection.IsWaiting)
        {
            _expired();
        }
        else
        {
            // We are the slow ones: bytes may be there and unread.
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        }
    }
}
