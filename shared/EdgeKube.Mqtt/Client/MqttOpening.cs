namespace EdgeKube.Mqtt;

/// <summary>
/// What a client sends behind CONNECT without waiting for its answer, as MQTT 5 lets it: all of it together takes one round trip, and one packet
/// where each by itself would take one of its own.
/// </summary>
/// <param name="Subscriptions">Asked for in one SUBSCRIBE; its answer is in <see cref="MqttConnected.Opened"/>.</param>
/// <param name="First">A message of QoS 0, or null. The server drops it when it refuses the client.</param>
public sealed record MqttOpening(IReadOnlyList<MqttSubscription> Subscriptions, MqttMessage? First = null);
