using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>Joins a <see cref="TestNode"/> to a controller over a real MQTT connection.</summary>
internal sealed class MqttNodeDoor(int port) : INodeDoor, IMqttClientHandler
{
    private MqttClient _client = null!;
    private INodeConnection _node = null!;
    private Identity _identity = null!;

    public async ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken)
    {
        (_node, _identity) = (connection, Identity.Node(nodeName));
        _client = new MqttClient(
            new MqttClientOptions { Servers = [new MqttServerAddress("127.0.0.1", port)], ClientId = $"{_identity}", Username = $"{_identity}" }, this);
        await _client.ConnectAsync(cancellationToken);
        await _client.WaitForConnectedAsync(cancellationToken);
        await _client.SubscribeAsync([new(Topics.Down(_identity)), new(Topics.DownStream(_identity))], cancellationToken);
    }

    public async ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        await _client.PublishAsync(new MqttMessage(Topics.Up(_identity, channel), frame) { Qos = MqttQos.AtLeastOnce }, cancellationToken);

    public ValueTask OnNodeDisconnectedAsync(string nodeName, bool gracefully, CancellationToken cancellationToken) => _client.DisposeAsync();

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        await _node.SendAsync(Topics.FindDownChannel(Topics.Find(message.Topic)!.Value.Leaf)!.Value, message.Payload, cancellationToken);
        return MqttReasonCode.Success;
    }
}
