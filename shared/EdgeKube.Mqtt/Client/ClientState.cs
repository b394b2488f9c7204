namespace EdgeKube.Mqtt;

/// <summary>What a client keeps across its connections.</summary>
internal sealed class ClientState(MqttClientOptions options, Action<Exception> onFault)
{
    // Messages, connects and disconnects that wait for the handler; one connection adds no more messages than its receive maximum.
    private const int MaxCalls = 256;

    private readonly Lock _lock = new();
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Outbox Outbox { get; } = new(options.MaxQueuedMessages, options.MaxQueuedBytes);

    public ClientSubscriptions Subscriptions { get; } = new();

    /// <summary>Calls into the handler.</summary>
    public SerialQueue Calls { get; } = new(Math.Min(MaxCalls, Math.Max((int)options.ReceiveMaximum, 4)), Task.CompletedTask, onFault);

    /// <summary>The connection that stands, or null.</summary>
    public MqttConnection? Connection { get; private set; }

    public Task Connected
    {
        get
        {
            lock (_lock)
            {
                return _connected.Task;
            }
        }
    }

    public void MarkConnected(MqttConnection connection)
    {
        lock (_lock)
        {
            Connection = connection;
            _connected.TrySetResult();
        }
    }

    public void MarkDisconnected(MqttConnection connection)
    {
        lock (_lock)
        {
            Connection = null;
            _connected = _connected.Task.IsCompleted ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : _connected;
        }

        Outbox.Detach(connection);
        Subscriptions.FailPending(new MqttDisconnectedException(MqttReasonCode.ServerUnavailable, "the connection was lost before the answer"));
    }

    /// <summary>Stopped for good.</summary>
    public void End(MqttDisconnectedException failure)
    {
        Outbox.Fail(failure);
        Subscriptions.FailPending(failure);
        Calls.Complete();
        lock (_lock)
        {
            _connected.TrySetException(failure);

            // Observed here: nobody has to wait for a connection.
            _ = _connected.Task.Exception;
        }
    }
}
