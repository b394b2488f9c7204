using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>Keeps the controller connected to its broker.</summary>
internal sealed class BrokerLoop(Uri address, BrokerDoor door, BrokerLine line, BrokerConnector connector, TimeProvider time) : IControllerLoop
{
    public string Name => "mqtt-broker";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var client = new MqttClient(BuildOptions(), door);
        line.Use(client);
        client.Start();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private MqttClientOptions BuildOptions() => new()
    {
        Servers = [new MqttServerAddress(address.DnsSafeHost, address.Port)],
        Connector = connector.OpenAsync,
        ClientId = MosquittoAcl.Controller,

        // What nodes say meanwhile they say again: the link needs no queue, and a stale one would only have to be worked off.
        SessionExpiry = TimeSpan.Zero,
        KeepAlive = TimeSpan.FromSeconds(30),
        MaxQueuedMessages = BrokerLine.MaxQueuedMessages,
        MaxQueuedBytes = BrokerLine.MaxQueuedBytes,
        Backoff = new ReconnectBackoff { Longest = TimeSpan.FromSeconds(3) },
        TimeProvider = time,
    };
}
