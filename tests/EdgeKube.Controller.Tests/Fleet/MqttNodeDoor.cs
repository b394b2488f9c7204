using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>
/// Joins a <see cref="TestNode"/> to a controller over a real MQTT connection. When that is lost it comes back by itself, and the node says
/// hello again, as an agent does.
/// </summary>
internal sealed class MqttNodeDoor(TestNode node, MqttClientOptions options) : INodeDoor, IMqttClientHandler
{
    private readonly Identity _identity = Identity.Node(node.Name);
    private MqttClient _client = null!;
    private INodeConnection _node = null!;
    private int _connections;

    /// <summary>Without TLS.</summary>
    public MqttNodeDoor(TestNode node, int port)
        : this(node, new MqttClientOptions { Servers = [new MqttServerAddress("127.0.0.1", port)], ClientId = $"node:{node.Name}", Username = $"node:{node.Name}" })
    {
    }

    public MqttClient Client => _client;

    public async ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken)
    {
        _node = connection;
        _client = new MqttClient(options, this);
        await _client.ConnectAsync(cancellationToken);
        await _client.SubscribeAsync([new(Topics.Down(_identity)), new(Topics.DownStream(_identity))], cancellationToken);
    }

    public async ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await _client.PublishAsync(new MqttMessage(Topics.Up(_identity, channel), frame) { Qos = MqttQos.AtLeastOnce }, cancellationToken);
        }
        catch (MqttDisconnectedException)
        {
            // The node has ended, or says it again in its next session.
        }
    }

    public ValueTask OnNodeDisconnectedAsync(string nodeName, INodeConnection connection, bool gracefully, CancellationToken cancellationToken) => _client.DisposeAsync();

    public async ValueTask OnConnectedAsync(MqttClient client, MqttConnected connected, CancellationToken cancellationToken)
    {
        // The first time the node says hello by itself, once it is subscribed.
        if (Interlocked.Increment(ref _connections) > 1)
        {
            await node.StepAsync(new LinkEvent.Connected((ulong)Random.Shared.NextInt64(1, long.MaxValue)));
        }
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        await _node.SendAsync(new LinkEffect.Send(Topics.FindDownChannel(Topics.Find(message.Topic)!.Value.Leaf)!.Value, message.Payload), cancellationToken);
        return MqttReasonCode.Success;
    }
}
