using System.Text;
using System.Threading.Channels;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Mqtt;

/// <summary>A node's MQTT client without a link behind it.</summary>
internal sealed class NodeClient : IMqttClientHandler, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private readonly string _prefix;

    public NodeClient(int port, string node, string? clientId = null)
    {
        _prefix = $"edgekube/v1/node:{node}/";
        Client = new MqttClient(
            new MqttClientOptions
            {
                Servers = [new MqttServerAddress("127.0.0.1", port)],
                ClientId = clientId ?? $"node:{node}",
                Username = $"node:{node}",
            },
            this);
    }

    public MqttClient Client { get; }

    public async Task ConnectAsync()
    {
        await Client.ConnectAsync(CancellationToken.None);
        await Client.WaitForConnectedAsync(CancellationToken.None);
        await Client.SubscribeAsync([new MqttSubscription(_prefix + "down"), new MqttSubscription(_prefix + "down/stream")], CancellationToken.None);
    }

    public Task PublishAsync(string leaf, string frame) => Client.PublishAsync(
        new MqttMessage(_prefix + leaf, Encoding.UTF8.GetBytes(frame)) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None);

    public async Task<string> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _received.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        await _received.Writer.WriteAsync($"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}", cancellationToken);
        return MqttReasonCode.Success;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
