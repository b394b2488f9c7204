namespace EdgeKube.Mqtt;

/// <summary>Asks the handler what goes with one CONNECT, and waits for the answer to its subscriptions.</summary>
internal sealed class ClientOpening(MqttClient client, IMqttClientHandler handler, ClientState state)
{
    /// <summary>The answer to the subscriptions: one reason each; none when none were asked for.</summary>
    public Task<IReadOnlyList<MqttReasonCode>> Answer { get; private set; } = Task.FromResult<IReadOnlyList<MqttReasonCode>>([]);

    /// <summary>The packets to send behind CONNECT. Asked in the handler's queue: what it was told of the connection before comes first.</summary>
    public async Task<IReadOnlyList<MqttPacket>> BuildAsync(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource<MqttOpening?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await state.Calls.AddAsync(() => AskAsync(asked, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await asked.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } opening ? Packets(opening) : [];
    }

    private async ValueTask AskAsync(TaskCompletionSource<MqttOpening?> asked, CancellationToken cancellationToken)
    {
        try
        {
            asked.TrySetResult(await handler.OnConnectingAsync(client, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            // The attempt ends, and the owner hears of it as of any other fault.
            asked.TrySetException(new IOException("nothing could be made to go with CONNECT", e));
            throw;
        }
    }

    private List<MqttPacket> Packets(MqttOpening opening)
    {
        var packets = new List<MqttPacket>();
        if (opening.Subscriptions.Count > 0)
        {
            (var packetId, Answer) = state.Subscriptions.Begin();
            packets.Add(new SubscribePacket(packetId, opening.Subscriptions));
        }

        if (opening.First is { } first)
        {
            packets.Add(new PublishPacket(first with { Qos = MqttQos.AtMostOnce }, packetId: 0));
        }

        return packets;
    }
}
