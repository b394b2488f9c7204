using System.Net;

namespace EdgeKube.Mqtt;

/// <summary>What the endpoint keeps for one client id: subscriptions and unacknowledged messages, across connections until it expires.</summary>
public sealed class MqttServerSession
{
    private readonly Lock _lock = new();
    private readonly IMqttServerHandler _handler;
    private readonly TimeProvider _timeProvider;
    private readonly MqttClientLimits _limits;
    private readonly CancellationToken _serverStopping;
    private MqttSubscription[] _subscriptions = [];
    private ServerConnection? _connection;
    private ITimer? _expiry;
    private ITimer? _willTimer;
    private MqttMessage? _delayedWill;
    private bool _withdrawn;

    internal MqttServerSession(
        string clientId, object identity, MqttClientLimits limits, IMqttServerHandler handler, TimeProvider timeProvider, Task previous, CancellationToken serverStopping)
    {
        ClientId = clientId;
        Identity = identity;
        _limits = limits;
        _handler = handler;
        _timeProvider = timeProvider;
        _serverStopping = serverStopping;
        Outbox = new Outbox(limits.MaxQueuedMessages, limits.MaxQueuedBytes);
        Calls = new SerialQueue(Math.Max((int)limits.ReceiveMaximum, 4), previous, e => handler.OnFault(clientId, e));
    }

    /// <summary>The client id.</summary>
    public string ClientId { get; }

    /// <summary>Who the client is, as the handler said for the latest connection; equal to what it said for the first.</summary>
    public object Identity { get; private set; }

    /// <summary>True while a connection stands.</summary>
    public bool IsConnected => _connection is not null;

    /// <summary>The protocol of the latest connection.</summary>
    public MqttProtocolVersion Version { get; private set; } = MqttProtocolVersion.V5;

    /// <summary>Where the latest connection came from.</summary>
    public IPEndPoint RemoteEndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>The filters granted, each with the QoS granted.</summary>
    public IReadOnlyCollection<MqttSubscription> Subscriptions => Volatile.Read(ref _subscriptions);

    /// <summary>The largest packet the client accepts, in bytes.</summary>
    public long MaximumPacketSize { get; private set; } = long.MaxValue;

    /// <summary>After so long without a packet the client probes its connection, as it said; zero: never.</summary>
    public TimeSpan KeepAlive { get; private set; }

    /// <summary>It waits without a connection for its client to return.</summary>
    internal bool IsKept => Volatile.Read(ref _expiry) is not null;

    internal Outbox Outbox { get; }

    internal SerialQueue Calls { get; }

    /// <summary>The session is over; its name is free.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Called once, when the session is over.</summary>
    internal Action<MqttServerSession>? OnEnded { get; init; }

    /// <summary>Whether a subscription covers the topic.</summary>
    public bool Matches(string topic) => FindQos(topic) is not null;

    /// <summary>
    /// Sends a message, whether or not a subscription covers it (ask <see cref="Matches"/>); its QoS is lowered to what the covering
    /// subscription was granted. QoS 1 completes at PUBACK, also after the client returns; QoS 0 when it was handed to the connection.
    /// Throws <see cref="MqttReasonException"/> when the client refuses or a limit does (QuotaExceeded also ends the connection),
    /// <see cref="MqttDisconnectedException"/> for QoS 0 without a connection or when the session ends. Cancelling stops the wait, not a
    /// message on its way. Messages go out in the order of the calls.
    /// </summary>
    public async Task PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (message.Qos == MqttQos.AtLeastOnce && FindQos(message.Topic) == MqttQos.AtMostOnce)
        {
            message = message with { Qos = MqttQos.AtMostOnce };
        }

        if (!Outbox.TryPublish(message, out var pending))
        {
            _connection?.End(MqttReasonCode.QuotaExceeded);
            throw new MqttReasonException(MqttReasonCode.QuotaExceeded, "the client does not keep up");
        }

        if (pending is null)
        {
            return;
        }

        try
        {
            await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Outbox.Cancel(pending);
            throw;
        }
    }

    /// <summary>Ends the session at once, and its connection, as when access is withdrawn. Completes when the handler was told; a will is published first.</summary>
    public async Task DisconnectAsync(MqttReasonCode reason)
    {
        Task reported;
        lock (_lock)
        {
            // From here on a new connection gets a new session.
            _withdrawn = true;
            reported = _connection?.Reported ?? Task.CompletedTask;
            _connection?.End(reason);
        }

        await reported.ConfigureAwait(false);
        End(reason);
    }

    /// <summary>Stops the clocks that would end the session, for a client that returns. False when it is too late.</summary>
    internal bool TryKeep()
    {
        lock (_lock)
        {
            if (HasEnded || _withdrawn)
            {
                return false;
            }

            _expiry?.Dispose();
            _willTimer?.Dispose();
            (_expiry, _willTimer, _delayedWill) = (null, null, null);
            return true;
        }
    }

    /// <summary>A new connection takes the session; an older one has ended and reported before.</summary>
    internal void Connected(ServerConnection connection, AcceptedConnect accepted)
    {
        lock (_lock)
        {
            _connection = connection;
            Identity = accepted.Authentication.Identity!;
            Version = accepted.Connect.Version;
            RemoteEndPoint = accepted.Remote;
            MaximumPacketSize = accepted.Connect.MaximumPacketSize ?? long.MaxValue;
            KeepAlive = TimeSpan.FromSeconds(accepted.Connect.KeepAliveSeconds);
        }
    }

    internal void Attach(ServerConnection connection, ConnectPacket connect, bool sessionPresent) => Outbox.Attach(
        connection.Transport,
        new PeerLimits(connect.ReceiveMaximum, MaximumPacketSize, connect.TopicAliasMaximum, MqttQos.AtLeastOnce),
        sessionPresent);

    /// <summary>Asks the present connection to make room for another; completes when its end was reported.</summary>
    internal Task TakeOver(MqttReasonCode reason)
    {
        lock (_lock)
        {
            _connection?.End(reason, keepWill: reason != MqttReasonCode.ServerShuttingDown);
            return _connection?.Reported ?? Task.CompletedTask;
        }
    }

    /// <summary>A connection ended: its will and its end are queued for the handler, and the session's clock starts.</summary>
    internal async Task DisconnectedAsync(ServerConnection connection, MqttReasonCode reason, MqttWill? will)
    {
        Outbox.Detach(connection.Transport);
        var expiry = ConnectPlanner.SessionExpiry(connection.SessionExpirySeconds, _limits);
        var now = will is not null && (will.Delay <= TimeSpan.Zero || expiry <= TimeSpan.Zero);
        if (now)
        {
            await Calls.AddAsync(() => PublishWillAsync(will!.Message), CancellationToken.None).ConfigureAwait(false);
        }

        await Calls.AddAsync(() => _handler.OnDisconnectedAsync(this, reason, _serverStopping), CancellationToken.None).ConfigureAwait(false);
        lock (_lock)
        {
            _connection = null;
            if (HasEnded)
            {
                return;
            }

            _delayedWill = now ? null : will?.Message;
            _willTimer = _delayedWill is null ? null : StartTimer(will!.Delay < expiry ? will.Delay : expiry, static session => session.WillDue());
            _expiry = expiry <= TimeSpan.Zero ? null : StartTimer(expiry, static session => session.Expire());
        }

        if (expiry <= TimeSpan.Zero)
        {
            End(reason);
        }
    }

    /// <summary>Ends the session: a delayed will becomes due, everything that waits fails.</summary>
    internal void End(MqttReasonCode reason)
    {
        lock (_lock)
        {
            if (HasEnded)
            {
                return;
            }

            HasEnded = true;
            _expiry?.Dispose();
        }

        if (reason != MqttReasonCode.ServerShuttingDown)
        {
            WillDue();
        }

        Calls.Complete();
        Outbox.Fail(new MqttDisconnectedException(reason, $"the session of {ClientId} has ended"));
        OnEnded?.Invoke(this);
    }

    internal MqttReasonCode? RefuseSubscription(string filter) =>
        SubscriptionPlanner.Refuse(filter, _subscriptions.Any(s => s.Filter == filter), _subscriptions.Length, _limits.MaxSubscriptions);

    // Only the session's serial queue changes subscriptions; readers take the array as it is.
    internal void Add(MqttSubscription subscription) =>
        Volatile.Write(ref _subscriptions, [.. _subscriptions.Where(s => s.Filter != subscription.Filter), subscription]);

    internal bool Remove(string filter)
    {
        var before = _subscriptions.Length;
        Volatile.Write(ref _subscriptions, [.. _subscriptions.Where(s => s.Filter != filter)]);
        return _subscriptions.Length < before;
    }

    private void Expire()
    {
        lock (_lock)
        {
            // A timer that was stopped may be on its way already.
            if (_expiry is null)
            {
                return;
            }

            _withdrawn = true;
        }

        End(MqttReasonCode.Success);
    }

    private MqttQos? FindQos(string topic)
    {
        MqttQos? best = null;
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            if ((best is null || subscription.Qos > best) && MqttTopic.Matches(subscription.Filter, topic))
            {
                best = subscription.Qos;
            }
        }

        return best;
    }

    private ITimer StartTimer(TimeSpan due, Action<MqttServerSession> then)
    {
        var state = (Session: this, Then: then);
        return _timeProvider.CreateTimer(
            static s =>
            {
                var (session, call) = ((MqttServerSession, Action<MqttServerSession>))s!;
                call(session);
            },
            state,
            due,
            Timeout.InfiniteTimeSpan);
    }

    private void WillDue()
    {
        MqttMessage? will;
        lock (_lock)
        {
            (will, _delayedWill) = (_delayedWill, null);
            _willTimer?.Dispose();
            _willTimer = null;
        }

        if (will is not null && !_serverStopping.IsCancellationRequested)
        {
            // Synchronous but for a full queue, which a session without a connection does not have.
            _ = Calls.AddAsync(() => PublishWillAsync(will), CancellationToken.None).AsTask();
        }
    }

    private async ValueTask PublishWillAsync(MqttMessage will) =>
        await _handler.OnPublishAsync(this, will, _serverStopping).ConfigureAwait(false);
}
