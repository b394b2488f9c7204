using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>The way to one node through the broker.</summary>
internal sealed class BrokerNodeConnection(Identity node, BrokerNodes nodes, BrokerLine line, BrokerAccess access) : INodeConnection
{
    private readonly CancellationTokenSource _ended = new();

    public Identity Node => node;

    /// <summary>Fires when the connection counts as gone.</summary>
    public CancellationToken Ended => _ended.Token;

    // All with QoS 1: the broker's answer says whether anybody listens.
    public async Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken)
    {
        if (_ended.IsCancellationRequested || !access.IsWelcome(node))
        {
            throw new IOException($"node \"{node.Name}\" has disconnected");
        }

        if (!await line.SendAsync(new MqttMessage(Topics.Down(node, frame.Channel), frame.Payload) { Qos = MqttQos.AtLeastOnce }, cancellationToken))
        {
            throw new IOException($"nobody listens for node \"{node.Name}\" at the broker");
        }
    }

    public Task DisconnectAsync() => nodes.DisconnectAsync(this);

    public void End() => _ended.Cancel();
}
