namespace EdgeKube.Mqtt;

/// <summary>One accepted connection from CONNACK to its end.</summary>
internal sealed class ServerConnection(
    MqttServerSession session, MqttConnection connection, ConnectPacket connect, MqttClientLimits limits, IMqttServerHandler handler, TimeProvider timeProvider)
{
    private static readonly TimeSpan ThrottleStep = TimeSpan.FromMilliseconds(20);

    private readonly IncomingAliases _aliases = new(connect.Version == MqttProtocolVersion.V5 ? limits.TopicAliasMaximum : (ushort)0);
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly long _begun = timeProvider.GetTimestamp();
    private TokenBucket _rate = new(limits.MaxPacketsPerSecond);
    private MqttReasonCode? _endReason;
    private bool _keepWill = true;
    private int _mayHold = 8;
    private int _unacknowledged;

    public MqttConnection Transport => connection;

    /// <summary>Fires when the connection ends; handed to every handler call that belongs to it.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Completes when the end was reported to the session: the next connection may report its beginning.</summary>
    public Task Reported => _reported.Task;

    /// <summary>The session expiry in force, which DISCONNECT may change.</summary>
    public uint SessionExpirySeconds { get; private set; } = connect.SessionExpirySeconds;

    /// <summary>Ends the connection from outside. The first reason stands.</summary>
    public void End(MqttReasonCode reason, bool keepWill = true)
    {
        lock (_lock)
        {
            if (_endReason is not null)
            {
                return;
            }

            _endReason = reason;
            _keepWill = keepWill;
        }

        // Not on this stack: the caller may hold a lock that a continuation wants.
        _ = _ended.CancelAsync();
    }

    /// <summary>Runs until the connection ends, reports that to the session, and closes. Never throws.</summary>
    public async Task RunAsync(bool sessionPresent)
    {
        using (new KeepAliveWatch(connection, ConnectPlanner.KeepAlive(connect, limits), timeProvider, () => End(MqttReasonCode.KeepAliveTimeout)))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, connection.Closing);
            try
            {
                await session.Calls.AddAsync(() => Guard(() => handler.OnConnectedAsync(session, sessionPresent, Ended)), either.Token).ConfigureAwait(false);
                await ReadAsync(either.Token).ConfigureAwait(false);
            }
            catch (MqttProtocolException e)
            {
                handler.OnRefused(session.RemoteEndPoint, e.Reason, $"{session.ClientId}: {e.Message}");
                End(e.Reason);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                End(MqttReasonCode.UnspecifiedError);
            }
        }

        var reason = _endReason ?? MqttReasonCode.UnspecifiedError;
        await _ended.CancelAsync().ConfigureAwait(false);
        await session.DisconnectedAsync(this, reason, _keepWill ? connect.Will : null).ConfigureAwait(false);
        _reported.TrySetResult();
        var tell = reason.IsFailure() && connect.Version == MqttProtocolVersion.V5;
        await connection.CloseAsync(tell ? new DisconnectPacket(reason) : null).ConfigureAwait(false);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } packet)
        {
            await ThrottleAsync(cancellationToken).ConfigureAwait(false);
            switch (packet)
            {
                case PublishPacket publish:
                    var call = BuildCall(publish);
                    await session.Calls.AddAsync(call, cancellationToken).ConfigureAwait(false);
                    break;
                case PubAckPacket ack:
                    session.Outbox.Acknowledge(ack);
                    break;
                case SubscribePacket { SubscriptionId: not 0 }:
                    throw new MqttProtocolException(MqttReasonCode.SubscriptionIdentifiersNotSupported, "subscription identifiers are not supported");
                case SubscribePacket subscribe:
                    await session.Calls.AddAsync(() => Guard(() => SubscribeAsync(subscribe)), cancellationToken).ConfigureAwait(false);
                    break;
                case UnsubscribePacket unsubscribe:
                    await session.Calls.AddAsync(() => Guard(() => Unsubscribe(unsubscribe)), cancellationToken).ConfigureAwait(false);
                    break;
                case PingPacket:
                    CheckOutput();
                    connection.Send(PingPacket.Response);
                    break;
                case DisconnectPacket disconnect:
                    TakeDisconnect(disconnect);
                    return;
                default:
                    throw new MqttProtocolException(MqttReasonCode.ProtocolError, $"unexpected {packet.Type}");
            }
        }

        End(MqttReasonCode.UnspecifiedError);
    }

    // The answers to what came with CONNECT are held until all of them are there, but for no more packets than a client in good order sends then.
    private async ValueTask<MqttPacket?> NextAsync(CancellationToken cancellationToken)
    {
        var next = connection.ReadAsync(cancellationToken);
        if (_mayHold > 0 && (!next.IsCompleted || --_mayHold == 0))
        {
            _mayHold = 0;
            await session.Calls.AddAsync(Release, cancellationToken).ConfigureAwait(false);
        }

        return await next.ConfigureAwait(false);
    }

    private ValueTask Release()
    {
        connection.Output.Release();
        return ValueTask.CompletedTask;
    }

    // While it waits nothing is read, so the client's own sending blocks, and its silence is not held against it.
    private async ValueTask ThrottleAsync(CancellationToken cancellationToken)
    {
        while (limits.MaxPacketsPerSecond > 0 && !_rate.TryTake(timeProvider.GetElapsedTime(_begun)))
        {
            await Task.Delay(ThrottleStep, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private void TakeDisconnect(DisconnectPacket disconnect)
    {
        if (disconnect.SessionExpirySeconds is { } expiry)
        {
            if (connect.SessionExpirySeconds == 0 && expiry != 0)
            {
                throw new MqttProtocolException(MqttReasonCode.ProtocolError, "a session that ends with its connection cannot be prolonged");
            }

            SessionExpirySeconds = expiry;
        }

        // The reason as such is the client's; only whether the will stays matters here.
        End(MqttReasonCode.Success, keepWill: disconnect.Reason != MqttReasonCode.Success);
    }

    private Func<ValueTask> BuildCall(PublishPacket publish)
    {
        if (publish.Message.Retain)
        {
            throw new MqttProtocolException(MqttReasonCode.RetainNotSupported, "retained messages are not supported");
        }

        var message = _aliases.Resolve(publish);
        if (publish.PacketId == 0)
        {
            return () => Guard(() => IgnoreResult(handler.OnPublishAsync(session, message, Ended)));
        }

        if (Interlocked.Increment(ref _unacknowledged) > limits.ReceiveMaximum && connect.Version == MqttProtocolVersion.V5)
        {
            throw new MqttProtocolException(MqttReasonCode.ReceiveMaximumExceeded, $"more than {limits.ReceiveMaximum} unacknowledged publishes");
        }

        return () => Guard(() => PublishAsync(publish.PacketId, message));
    }

    private async ValueTask PublishAsync(ushort packetId, MqttMessage message)
    {
        if (_ended.IsCancellationRequested)
        {
            // Cannot be acknowledged any more: the client sends it again.
            return;
        }

        var reason = await handler.OnPublishAsync(session, message, Ended).ConfigureAwait(false);
        if (reason.IsFailure() && connect.Version == MqttProtocolVersion.V311)
        {
            // MQTT 3.1.1 cannot refuse a publish: acknowledging it would lie, so the connection ends.
            End(reason);
            return;
        }

        Interlocked.Decrement(ref _unacknowledged);
        CheckOutput();
        connection.Send(new PubAckPacket(packetId, reason));
    }

    private async ValueTask SubscribeAsync(SubscribePacket subscribe)
    {
        var reasons = new List<MqttReasonCode>();
        var granted = new List<string>();
        foreach (var subscription in subscribe.Subscriptions)
        {
            var reason = session.RefuseSubscription(subscription.Filter)
                ?? await handler.AuthorizeSubscribeAsync(session, subscription, Ended).ConfigureAwait(false);
            reason = SubscriptionPlanner.Lower(reason, subscription.Qos);
            reasons.Add(reason);
            if (!reason.IsFailure())
            {
                session.Add(subscription with { Qos = (MqttQos)reason });
                granted.Add(subscription.Filter);
            }
        }

        connection.Send(new SubAckPacket(subscribe.PacketId, reasons));
        if (granted.Count > 0)
        {
            await handler.OnSubscribedAsync(session, granted, Ended).ConfigureAwait(false);
        }
    }

    private ValueTask Unsubscribe(UnsubscribePacket unsubscribe)
    {
        var reasons = new List<MqttReasonCode>();
        foreach (var filter in unsubscribe.Filters)
        {
            reasons.Add(session.Remove(filter) ? MqttReasonCode.Success : MqttReasonCode.NoSubscriptionExisted);
        }

        connection.Send(new UnsubAckPacket(unsubscribe.PacketId, reasons));
        return ValueTask.CompletedTask;
    }

    /// <summary>A client that sends and never reads would let acknowledgements pile up.</summary>
    private void CheckOutput()
    {
        if (connection.Output.Pending > limits.MaxQueuedBytes)
        {
            End(MqttReasonCode.QuotaExceeded);
        }
    }

    private static async ValueTask IgnoreResult(ValueTask<MqttReasonCode> call) => await call.ConfigureAwait(false);

    /// <summary>What the handler throws ends this connection: unhandled means unacknowledged. That it was cancelled is no fault.</summary>
    private async ValueTask Guard(Func<ValueTask> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The connection ended under the handler.
        }
        catch (Exception)
        {
            End(MqttReasonCode.UnspecifiedError);
            throw;
        }
    }
}
