namespace EdgeKube.Mqtt;

/// <summary>
/// The owner of a <see cref="MqttClient"/>. Calls come one at a time and in order. The token fires when the connection ends;
/// a call may publish and wait for the acknowledgement.
/// </summary>
public interface IMqttClientHandler
{
    /// <summary>
    /// A connection stands up to TLS and CONNECT is about to be sent: what is to go with it; null for nothing. Not every one of these is followed by
    /// <see cref="OnConnectedAsync"/>, each by <see cref="OnDisconnectedAsync"/>.
    /// </summary>
    ValueTask<MqttOpening?> OnConnectingAsync(MqttClient client, CancellationToken cancellationToken) => ValueTask.FromResult<MqttOpening?>(null);

    /// <summary>A connection stands; comes before every message on it. Lost subscriptions are made again before this.</summary>
    ValueTask OnConnectedAsync(MqttClient client, MqttConnected connected, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A connection, or an attempt to make one, ended. The client tries again by itself. Not called for a stop its owner asked for.</summary>
    ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// A message arrived. PUBACK with the returned code is sent after this returns, so a receiver acknowledges only what it has handled.
    /// When it throws, the connection is closed unacknowledged, and the server sends the message again.
    /// </summary>
    ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken);

    /// <summary>A call into this handler failed; for a log.</summary>
    void OnFault(Exception exception)
    {
    }
}
