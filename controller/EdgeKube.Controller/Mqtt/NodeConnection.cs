using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

internal sealed class NodeConnection(Identity node, MqttServerSession session) : INodeConnection
{
    private volatile bool _hasEnded;

    public TimeSpan KeepAlive => session.KeepAlive;

    public Task SendAsync(LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => _hasEnded
        ? Task.FromException(new IOException($"node \"{node.Name}\" has disconnected"))
        : session.PublishAsync(new MqttMessage(Topics.Down(node, channel), frame) { Qos = MqttQos.AtLeastOnce }, cancellationToken);

    public Task DisconnectAsync() => _hasEnded ? Task.CompletedTask : session.DisconnectAsync(MqttReasonCode.AdministrativeAction);

    /// <summary>The session may live on and get a new connection, which is not this one.</summary>
    public void End() => _hasEnded = true;
}
