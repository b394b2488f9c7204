namespace EdgeKube.Mqtt;

/// <summary>One connection of a client from CONNACK to its end.</summary>
internal sealed class ClientConnection(
    MqttClient client,
    MqttClientOptions options,
    IMqttClientHandler handler,
    MqttConnection connection,
    MqttConnected connected,
    ClientState state,
    Task<IReadOnlyList<MqttReasonCode>> opened)
{
    private readonly IncomingAliases _aliases = new(options.TopicAliasMaximum);
    private bool _pingTimedOut;

    /// <summary>Runs until the connection ends; returns why. Cancelling disconnects normally.</summary>
    public async Task<(MqttReasonCode Reason, string Error)> RunAsync(PeerLimits limits, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(connection.Closing);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(connection.Closing, cancellationToken);

        // SUBSCRIBE goes before anything that is redelivered, so that an answer finds its subscription.
        var subscribed = connected.SessionPresent ? Task.CompletedTask : ResubscribeAsync();
        state.Outbox.Attach(connection, limits, connected.SessionPresent);
        var handlerToken = ended.Token;
        state.MarkConnected(connection);
        var pinging = PingAsync(connected.KeepAlive, ended.Token);
        try
        {
            await state.Calls.AddAsync(() => ConnectedAsync(subscribed, handlerToken), reading.Token).ConfigureAwait(false);
            return await ReadAsync(ended.Token, reading.Token).ConfigureAwait(false);
        }
        finally
        {
            state.MarkDisconnected(connection);
            await ended.CancelAsync().ConfigureAwait(false);
            await pinging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await connection.CloseAsync(cancellationToken.IsCancellationRequested ? new DisconnectPacket(MqttReasonCode.Success) : null).ConfigureAwait(false);
        }
    }

    private async Task<(MqttReasonCode Reason, string Error)> ReadAsync(CancellationToken handlerToken, CancellationToken cancellationToken)
    {
        try
        {
            while (await connection.ReadAsync(cancellationToken).ConfigureAwait(false) is { } packet)
            {
                switch (packet)
                {
                    case PublishPacket publish: await DispatchAsync(publish, handlerToken, cancellationToken).ConfigureAwait(false); break;
                    case PubAckPacket ack: state.Outbox.Acknowledge(ack); break;
                    case SubAckPacket ack: state.Subscriptions.Answer(ack.PacketId, ack.Reasons); break;
                    case UnsubAckPacket ack: state.Subscriptions.Answer(ack.PacketId, ack.Reasons); break;
                    case DisconnectPacket disconnect: return (disconnect.Reason, disconnect.ReasonString ?? "the server disconnected");
                    case PingPacket: break;
                    default: throw new MqttProtocolException(MqttReasonCode.ProtocolError, $"unexpected {packet.Type}");
                }
            }

            return (MqttReasonCode.ServerUnavailable, "the server closed the connection");
        }
        catch (MqttProtocolException e)
        {
            connection.Send(new DisconnectPacket(e.Reason));
            return (e.Reason, e.Message);
        }
        catch (OperationCanceledException)
        {
            return _pingTimedOut ? (MqttReasonCode.KeepAliveTimeout, "no answer to PINGREQ") : (MqttReasonCode.ServerUnavailable, "the connection was lost");
        }
        catch (IOException e)
        {
            return (MqttReasonCode.ServerUnavailable, e.Message);
        }
    }

    private async ValueTask ConnectedAsync(Task subscribed, CancellationToken cancellationToken)
    {
        await subscribed.WaitAsync(cancellationToken).ConfigureAwait(false);
        var reasons = await opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        await handler.OnConnectedAsync(client, connected with { Opened = reasons }, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask DispatchAsync(PublishPacket publish, CancellationToken handlerToken, CancellationToken cancellationToken)
    {
        var message = _aliases.Resolve(publish);
        return state.Calls.AddAsync(() => HandleAsync(publish.PacketId, message, handlerToken), cancellationToken);
    }

    private async ValueTask HandleAsync(ushort packetId, MqttMessage message, CancellationToken cancellationToken)
    {
        if (packetId != 0 && cancellationToken.IsCancellationRequested)
        {
            // Cannot be acknowledged any more: the server sends it again.
            return;
        }

        try
        {
            var reason = await handler.OnMessageAsync(client, message, cancellationToken).ConfigureAwait(false);
            if (packetId != 0)
            {
                connection.Send(new PubAckPacket(packetId, reason));
            }
        }
        catch
        {
            // Unhandled means unacknowledged; only a new connection makes the server send it again.
            connection.Abort();
            throw;
        }
    }

    private async Task ResubscribeAsync()
    {
        foreach (var chunk in state.Subscriptions.Granted().Chunk(CodecLimits.MaxFilters))
        {
            var (packetId, answer) = state.Subscriptions.Begin();
            connection.Send(new SubscribePacket(packetId, chunk));
            await answer.ConfigureAwait(false);
        }
    }

    private async Task PingAsync(TimeSpan keepAlive, CancellationToken cancellationToken)
    {
        if (keepAlive <= TimeSpan.Zero)
        {
            return;
        }

        var time = options.TimeProvider;
        var start = time.GetTimestamp();
        TimeSpan? pinged = null;
        while (true)
        {
            var now = time.GetElapsedTime(start);
            var sent = time.GetElapsedTime(start, connection.Output.LastSent);
            var received = time.GetElapsedTime(start, connection.LastReceived);
            var step = KeepAlivePlanner.Plan(now, sent, received, pinged, keepAlive, options.PingTimeout);
            switch (step.Action)
            {
                case KeepAliveAction.GiveUp:
                    _pingTimedOut = true;
                    connection.Abort();
                    return;
                case KeepAliveAction.Ping:
                    pinged = now;
                    connection.Send(PingPacket.Request);
                    break;
                default:
                    break;
            }

            await Task.Delay(step.Then, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
