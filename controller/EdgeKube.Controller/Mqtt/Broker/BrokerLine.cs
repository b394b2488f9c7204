using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>The controller's connection to the broker, for all who send over it.</summary>
internal sealed class BrokerLine
{
    // Nodes have queues of their own, each bounded; this is their sum, and the broker takes 20 at a time.
    public const int MaxQueuedMessages = 65_536;
    public const long MaxQueuedBytes = 256L << 20;

    private volatile MqttClient? _client;
    private volatile int _maximumPacketSize = 1 << 20;

    /// <summary>The largest packet the broker takes.</summary>
    public int MaximumPacketSize => _maximumPacketSize;

    public void Use(MqttClient client) => _client = client;

    public void Learn(MqttConnected connected) => _maximumPacketSize = connected.MaximumPacketSize;

    /// <summary>Completes when the broker has it, and says whether it found anybody to give it to.</summary>
    /// <exception cref="MqttDisconnectedException">The broker is away; the message is not kept for later.</exception>
    public async Task<bool> SendAsync(MqttMessage message, CancellationToken cancellationToken) => _client is { IsConnected: true } client
        ? await client.PublishAsync(message, cancellationToken) != MqttReasonCode.NoMatchingSubscribers
        : throw new MqttDisconnectedException(MqttReasonCode.ServerUnavailable, "the broker is not connected");
}
