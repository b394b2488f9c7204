using System.Net.Sockets;
using System.Security.Authentication;

namespace EdgeKube.Mqtt;

/// <summary>An MQTT 5 client that stays connected: it reconnects with back-off, keeps its subscriptions and redelivers what was not acknowledged.</summary>
public sealed class MqttClient : IAsyncDisposable
{
    // A connection that does not hold this long counts as a failed attempt, or two clients with one id would chase each other for ever.
    private static readonly TimeSpan HoldsAfter = TimeSpan.FromSeconds(10);

    private const long RoomForQosZero = 1024 * 1024;

    private readonly MqttClientOptions _options;
    private readonly IMqttClientHandler _handler;
    private readonly ClientState _state;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<MqttConnected> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task? _run;
    private CancellationTokenSource _turn = new();
    private bool _wasConnected;
    private string _clientId;

    /// <summary>Makes a client that is not started yet.</summary>
    public MqttClient(MqttClientOptions options, IMqttClientHandler handler)
    {
        _options = options;
        _handler = handler;
        _state = new ClientState(options, e => Report(handler, e));
        _clientId = options.ClientId;
        Servers = options.Servers;
    }

    /// <summary>The servers tried in turn; may be replaced at any time.</summary>
    public IReadOnlyList<MqttServerAddress> Servers { get; set; }

    /// <summary>True while a connection stands.</summary>
    public bool IsConnected => _state.Connection is not null;

    /// <summary>Starts connecting, and never gives up until stopped.</summary>
    public void Start() => Start(giveUp: false);

    /// <summary>
    /// Starts, and completes with the first CONNACK. When the first attempt (each server once) fails, the client is stopped and
    /// <see cref="MqttReasonException"/> (refused) or <see cref="MqttDisconnectedException"/> (not reached) is thrown.
    /// </summary>
    public async Task<MqttConnected> ConnectAsync(CancellationToken cancellationToken)
    {
        Start(giveUp: true);
        var connected = await _first.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

        // CONNACK is there; what needs a connection works a moment later.
        await WaitForConnectedAsync(cancellationToken).ConfigureAwait(false);
        return connected;
    }

    /// <summary>Completes when a connection stands; throws <see cref="MqttDisconnectedException"/> when the client is stopped.</summary>
    public Task WaitForConnectedAsync(CancellationToken cancellationToken) => _state.Connected.WaitAsync(cancellationToken);

    /// <summary>
    /// Publishes. QoS 1 completes at PUBACK, across reconnects; QoS 0 when it was handed to the network, and needs a connection.
    /// Throws <see cref="MqttReasonException"/> when refused (also locally: PacketTooLarge, QuotaExceeded) and
    /// <see cref="MqttDisconnectedException"/> for QoS 0 without a connection or when the client is stopped. Cancelling stops the wait,
    /// not a message that is already on its way. Messages go out in the order of the calls.
    /// </summary>
    /// <returns>PUBACK's reason: Success, or NoMatchingSubscribers from a broker that found nobody to give it to. QoS 0: Success.</returns>
    public async Task<MqttReasonCode> PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!_state.Outbox.TryPublish(message, out var pending))
        {
            throw new MqttReasonException(MqttReasonCode.QuotaExceeded, "too much waits to be sent");
        }

        if (pending is null)
        {
            await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            return MqttReasonCode.Success;
        }

        try
        {
            return await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _state.Outbox.Cancel(pending);
            throw;
        }
    }

    /// <summary>Subscribes and returns the reason code of each filter; granted filters are subscribed again whenever the session was lost (<see cref="MqttClientOptions.KeepSubscriptions"/>). Needs a connection.</summary>
    public async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        Check(subscriptions.Select(s => s.Filter));
        var connection = RequireConnection();
        var (packetId, answer) = _state.Subscriptions.Begin();
        connection.Send(new SubscribePacket(packetId, subscriptions));
        var reasons = await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_options.KeepSubscriptions)
        {
            _state.Subscriptions.Remember(subscriptions, reasons);
        }

        return reasons;
    }

    /// <summary>Unsubscribes and returns the reason code of each filter. Needs a connection.</summary>
    public Task<IReadOnlyList<MqttReasonCode>> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        Check(filters);
        var connection = RequireConnection();
        _state.Subscriptions.Forget(filters);
        var (packetId, answer) = _state.Subscriptions.Begin();
        connection.Send(new UnsubscribePacket(packetId, filters));
        return answer.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Ends the connection, if there is one, in good order (the will is not published) and connects anew at once, without the wait that a
    /// failure costs: for when the credentials or the servers have changed. What waits to be sent is kept.
    /// </summary>
    public void Reconnect()
    {
        CancellationTokenSource turn;
        lock (_lock)
        {
            (turn, _turn) = (_turn, new CancellationTokenSource());
        }

        // Outside the lock: what waits on the token goes on in here.
        turn.Cancel();
    }

    /// <summary>Disconnects (the will is not published) and stops. Publishes that wait fail with <see cref="MqttDisconnectedException"/>.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task? run;
        lock (_lock)
        {
            run = _run ??= Task.CompletedTask;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        _state.End(new MqttDisconnectedException(MqttReasonCode.Success, "the client is stopped"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private void Start(bool giveUp)
    {
        lock (_lock)
        {
            _run = _run is null ? Task.Run(() => RunAsync(giveUp)) : throw new InvalidOperationException("the client was started before");
        }
    }

    private static void Check(IEnumerable<string> filters)
    {
        if (filters.Count() is 0 or > CodecLimits.MaxFilters || !filters.All(f => MqttTopic.IsValidFilter(f)))
        {
            throw new ArgumentException($"1 to {CodecLimits.MaxFilters} valid topic filters are wanted");
        }
    }

    /// <summary>That a call was cancelled because its connection ended is no fault.</summary>
    private static void Report(IMqttClientHandler handler, Exception exception)
    {
        if (exception is not OperationCanceledException and not MqttDisconnectedException)
        {
            handler.OnFault(exception);
        }
    }

    private MqttConnection RequireConnection() =>
        _state.Connection ?? throw new MqttDisconnectedException(MqttReasonCode.ServerUnavailable, "not connected");

    /// <summary>QoS 0 has no acknowledgement to slow its sender down: the network does.</summary>
    private async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (_state.Connection is { } connection && connection.Output.Pending > RoomForQosZero)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(bool giveUp)
    {
        var next = 0;
        var failures = 0;
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var servers = Servers;
                var again = Turn();
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(again, _stopping.Token);
                var attempt = await AttemptAsync(servers[next % servers.Count], turn.Token).ConfigureAwait(false);
                if (again.IsCancellationRequested)
                {
                    await ReportAsync(attempt with { Reason = MqttReasonCode.Success, Error = "connecting anew was asked for" }, TimeSpan.Zero).ConfigureAwait(false);
                    continue;
                }

                var lastOfRound = (next + 1) % servers.Count == 0;
                if (attempt.Held)
                {
                    failures = 0;
                }
                else
                {
                    next = (next + 1) % servers.Count;
                    failures = lastOfRound || attempt.Connected ? ReconnectBackoff.CountFailure(failures, attempt.Lost) : failures;
                }

                if (giveUp && lastOfRound && !attempt.Connected && !_wasConnected)
                {
                    _first.TrySetException(attempt.Failure);
                    return;
                }

                var wait = lastOfRound || attempt.Connected ? _options.Backoff.After(Math.Max(failures, 1), Random.Shared.NextDouble()) : TimeSpan.Zero;
                await ReportAsync(attempt, wait).ConfigureAwait(false);
                await Task.Delay(wait, _options.TimeProvider, turn.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped while waiting.
        }
        finally
        {
            _first.TrySetException(new MqttDisconnectedException(MqttReasonCode.Success, "the client is stopped"));
            _ = _first.Task.Exception;
            _state.End(new MqttDisconnectedException(MqttReasonCode.Success, "the client is stopped"));
        }
    }

    /// <summary>Fires when <see cref="Reconnect"/> is called from now on.</summary>
    private CancellationToken Turn()
    {
        lock (_lock)
        {
            return _turn.Token;
        }
    }

    private async Task<ClientAttempt> AttemptAsync(MqttServerAddress server, CancellationToken cancellationToken)
    {
        var started = _options.TimeProvider.GetTimestamp();
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var options = _options with { ClientId = _clientId };
            var opening = new ClientOpening(this, _handler, _state);
            var (connection, connAck) = await ClientConnector
                .OpenAsync(options, server, _options.CleanStart && !_wasConnected, () => opening.BuildAsync(both.Token), both.Token).ConfigureAwait(false);
            var connected = BuildConnected(server, connAck);
            _clientId = connected.ClientId;
            _wasConnected = true;
            _first.TrySetResult(connected);
            var (reason, error) = await new ClientConnection(this, _options, _handler, connection, connected, _state, opening.Answer)
                .RunAsync(BuildLimits(connAck), cancellationToken).ConfigureAwait(false);
            return new ClientAttempt(server, reason, error, null) { Connected = true, Held = _options.TimeProvider.GetElapsedTime(started) > HoldsAfter };
        }
        catch (MqttReasonException e)
        {
            return new ClientAttempt(server, e.Reason, e.Message, e);
        }
        catch (MqttProtocolException e)
        {
            return new ClientAttempt(server, e.Reason, e.Message, e);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            return new ClientAttempt(server, MqttReasonCode.Success, "connecting anew was asked for", e);
        }
        catch (OperationCanceledException e) when (!_stopping.IsCancellationRequested)
        {
            return new ClientAttempt(server, MqttReasonCode.ServerUnavailable, $"no connection within {_options.ConnectTimeout.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return new ClientAttempt(server, MqttReasonCode.ServerUnavailable, e.Message, e);
        }
        finally
        {
            _state.Subscriptions.FailPending(new MqttDisconnectedException(MqttReasonCode.ServerUnavailable, "the connection was lost before the answer"));
        }
    }

    private async Task ReportAsync(ClientAttempt attempt, TimeSpan wait)
    {
        TimeSpan? retryAfter = _stopping.IsCancellationRequested ? null : wait;
        var disconnection = new MqttDisconnection(attempt.Server, attempt.Reason, attempt.Error, attempt.Connected, retryAfter);
        await _state.Calls.AddAsync(() => _handler.OnDisconnectedAsync(this, disconnection, _stopping.Token), _stopping.Token).ConfigureAwait(false);
    }

    private MqttConnected BuildConnected(MqttServerAddress server, ConnAckPacket connAck) => new(
        server,
        connAck.AssignedClientId ?? _clientId,
        connAck.SessionPresent,
        connAck.ServerKeepAliveSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _options.KeepAlive,
        (int)Math.Min(connAck.MaximumPacketSize ?? int.MaxValue, int.MaxValue),
        connAck.UserProperties);

    private static PeerLimits BuildLimits(ConnAckPacket connAck) =>
        new(connAck.ReceiveMaximum, connAck.MaximumPacketSize ?? long.MaxValue, connAck.TopicAliasMaximum, connAck.MaximumQos);
}
