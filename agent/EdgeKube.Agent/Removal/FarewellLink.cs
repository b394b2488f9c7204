using System.Security.Cryptography;
using EdgeKube.Link;
using EdgeKube.Link.Sync;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Removal;

/// <summary>The link of a node that leaves: says hello with nothing in its hands, takes nothing, and in the end says that it has left.</summary>
internal sealed class FarewellLink(NodeIdentity node, LinkOptions options, TimeProvider time) : IMqttClientHandler
{
    private readonly Identity _identity = Identity.Node(node.Name);
    private readonly NodeLink _link = new(node, ReplicaState.Empty, options);

    // The client's loop and the one that says farewell both step the link.
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _agreed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask OnConnectedAsync(MqttClient client, MqttConnected connected, CancellationToken cancellationToken)
    {
        await client.SubscribeAsync([new MqttSubscription(Topics.Down(_identity), MqttQos.AtLeastOnce)], cancellationToken);
        await SendAsync(client, new LinkEvent.Connected(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1), cancellationToken);
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        if (Topics.Find(message.Topic) is not { } found || found.Identity != _identity || Topics.FindDownChannel(found.Leaf) is not { } channel)
        {
            return MqttReasonCode.TopicNameInvalid;
        }

        // Not awaited: the answers' PUBACKs come by the same connection as this message.
        _ = SendAsync(client, new LinkEvent.Received(channel, message.Payload), cancellationToken);
        return MqttReasonCode.Success;
    }

    /// <summary>Tells the controller that nothing is left here; returns when it has acknowledged. Waits for a connection until cancelled.</summary>
    /// <exception cref="MqttDisconnectedException">The connection was lost before the acknowledgement.</exception>
    public async Task TellAsync(MqttClient client, string detail, CancellationToken cancellationToken)
    {
        await _agreed.Task.WaitAsync(cancellationToken);
        await client.WaitForConnectedAsync(cancellationToken);
        foreach (var message in Step(new LinkEvent.Left(detail)))
        {
            await client.PublishAsync(message, cancellationToken);
        }
    }

    private async Task SendAsync(MqttClient client, LinkEvent linkEvent, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var message in Step(linkEvent))
            {
                await client.PublishAsync(message, cancellationToken);
            }
        }
        catch (Exception e) when (e is MqttReasonException or MqttDisconnectedException or OperationCanceledException)
        {
            // The next connection begins with hello again.
        }
    }

    private List<MqttMessage> Step(LinkEvent linkEvent)
    {
        lock (_lock)
        {
            var now = new LinkTime((long)time.GetElapsedTime(0).TotalMilliseconds, time.GetUtcNow());
            var messages = new List<MqttMessage>();
            foreach (var effect in _link.Step(linkEvent, now))
            {
                if (effect is LinkEffect.Send send)
                {
                    messages.Add(new MqttMessage(Topics.Up(_identity, send.Channel), send.Payload) { Qos = MqttQos.AtLeastOnce });
                }
                else if (effect is LinkEffect.Removed or LinkEffect.SessionStarted)
                {
                    _agreed.TrySetResult();
                }
            }

            return messages;
        }
    }
}
