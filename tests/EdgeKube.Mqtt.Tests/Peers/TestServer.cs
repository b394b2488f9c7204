using System.Net;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>An endpoint on a free loopback port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public TestServer(Func<MqttServerOptions, MqttServerOptions>? configure = null, int port = 0)
    {
        var options = new MqttServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        Server = new MqttServer(configure?.Invoke(options) ?? options, Handler);
        Server.Start();
    }

    public RecordingServerHandler Handler { get; } = new();

    public MqttServer Server { get; }

    public int Port => Server.EndPoint.Port;

    /// <summary>A client of ours, quick to return.</summary>
    public MqttClient NewClient(IMqttClientHandler handler, Func<MqttClientOptions, MqttClientOptions>? configure = null) => Clients.New(Port, handler, configure);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
