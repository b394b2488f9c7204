namespace EdgeKube.Mqtt.Tests.Peers;

internal static class Clients
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static MqttClient New(int port, IMqttClientHandler handler, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var options = new MqttClientOptions
        {
            Servers = [new MqttServerAddress("127.0.0.1", port)],
            Backoff = new ReconnectBackoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)),
        };
        return new MqttClient(configure?.Invoke(options) ?? options, handler);
    }

    public static MqttMessage Message(string topic, string payload, MqttQos qos = MqttQos.AtLeastOnce) =>
        new(topic, System.Text.Encoding.UTF8.GetBytes(payload)) { Qos = qos };

    /// <summary>A token that ends a test that hangs.</summary>
    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;
}
