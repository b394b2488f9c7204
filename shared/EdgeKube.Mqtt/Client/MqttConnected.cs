namespace EdgeKube.Mqtt;

/// <summary>What the server said in CONNACK.</summary>
/// <param name="Server">The server connected to.</param>
/// <param name="ClientId">The client id in force: the one asked for or the one assigned.</param>
/// <param name="SessionPresent">The server still had the session: subscriptions and messages in flight live on.</param>
/// <param name="KeepAlive">The keep alive in force.</param>
/// <param name="MaximumPacketSize">The largest packet the server accepts, in bytes.</param>
/// <param name="UserProperties">User properties of CONNACK.</param>
public sealed record MqttConnected(
    MqttServerAddress Server,
    string ClientId,
    bool SessionPresent,
    TimeSpan KeepAlive,
    int MaximumPacketSize,
    IReadOnlyList<MqttUserProperty> UserProperties)
{
    /// <summary>The reason code of each filter that <see cref="MqttOpening"/> asked for.</summary>
    public IReadOnlyList<MqttReasonCode> Opened { get; init; } = [];
}
