namespace EdgeKube.Mqtt;

/// <summary>An MQTT 5 client that stays connected: it reconnects with back-off, keeps its subscriptions and redelivers what was not acknowledged.</summary>
public sealed class MqttClient : IAsyncDisposable
{
    /// <summary>Makes a client that is not started yet.</summary>
    public MqttClient(MqttClientOptions options, IMqttClientHandler handler)
    {
        _ = handler;
        Servers = options.Servers;
    }

    /// <summary>The servers tried in turn; may be replaced at any time.</summary>
    public IReadOnlyList<MqttServerAddress> Servers { get; set; }

    /// <summary>True while a connection stands.</summary>
    public bool IsConnected => false;

    /// <summary>Starts connecting, and never gives up until stopped.</summary>
    public void Start() => throw new NotImplementedException();

    /// <summary>
    /// Starts, and completes with the first CONNACK. When the first attempt (each server once) fails, the client is stopped and
    /// <see cref="MqttReasonException"/> (refused) or <see cref="MqttDisconnectedException"/> (not reached) is thrown.
    /// </summary>
    public Task<MqttConnected> ConnectAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Completes when a connection stands.</summary>
    public Task WaitForConnectedAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Publishes. QoS 1 completes at PUBACK, across reconnects; QoS 0 when it was handed to the network, and needs a connection.
    /// Throws <see cref="MqttReasonException"/> when refused (also locally: PacketTooLarge, QuotaExceeded) and
    /// <see cref="MqttDisconnectedException"/> for QoS 0 without a connection or when the client is stopped. Cancelling stops the wait,
    /// not a message that is already on its way.
    /// </summary>
    public Task PublishAsync(MqttMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Subscribes and returns the reason code of each filter; granted filters are subscribed again whenever the session was lost. Needs a connection.</summary>
    public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Unsubscribes and returns the reason code of each filter. Needs a connection.</summary>
    public Task<IReadOnlyList<MqttReasonCode>> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Disconnects (the will is not published) and stops. Publishes that wait fail with <see cref="MqttDisconnectedException"/>.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
