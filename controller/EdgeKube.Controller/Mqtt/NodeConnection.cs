using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

internal sealed class NodeConnection(Identity node, MqttServerSession session) : INodeConnection
{
    private volatile bool _hasEnded;

    public TimeSpan KeepAlive => session.KeepAlive;

    public async Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken)
    {
        if (_hasEnded)
        {
            throw new IOException($"node \"{node.Name}\" has disconnected");
        }

        var qos = frame.MayBeLost ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce;
        try
        {
            await session.PublishAsync(new MqttMessage(Topics.Down(node, frame.Channel), frame.Payload) { Qos = qos }, cancellationToken);
        }
        catch (MqttDisconnectedException) when (frame.MayBeLost)
        {
            // As good as lost on its way: who is told of the connection's end is told so elsewhere.
        }
    }

    public Task DisconnectAsync() => _hasEnded ? Task.CompletedTask : session.DisconnectAsync(MqttReasonCode.AdministrativeAction);

    /// <summary>The session may live on and get a new connection, which is not this one.</summary>
    public void End() => _hasEnded = true;
}
