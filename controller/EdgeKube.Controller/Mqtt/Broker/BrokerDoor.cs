using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>
/// An external broker in place of the own doors: the controller is its client, with the same topics, frames and requests. Who speaks, the
/// topic says, because the broker lets nobody write below another's name.
/// </summary>
internal sealed class BrokerDoor(
    BrokerNodes nodes, BrokerUsers users, BrokerAccess access, BrokerLine line, Func<IEnumerable<string>> knownNodes, ILogger logger) : IMqttClientHandler
{
    private static readonly MqttSubscription[] Subscriptions =
        [.. new[] { "up", "up/stream", Topics.GoneLeaf, "request", "apply" }.Select(leaf => new MqttSubscription($"{Topics.Root}+/{leaf}", MqttQos.AtLeastOnce))];

    public async ValueTask OnConnectedAsync(MqttClient client, MqttConnected connected, CancellationToken cancellationToken)
    {
        line.Learn(connected);
        var codes = await client.SubscribeAsync(Subscriptions, cancellationToken);
        if (codes.Any(code => code.IsFailure()))
        {
            throw new MqttReasonException(codes.First(code => code.IsFailure()), "the broker refuses the controller's subscriptions; see edgectl broker acl");
        }

        BrokerLog.Connected(logger, connected.Server.ToString());
        foreach (var name in knownNodes().Where(name => Identity.IsNodeName(name)))
        {
            // It may not have noticed that nobody was listening.
            nodes.AskForHello(Identity.Node(name));
        }
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        if (Topics.Find(message.Topic) is not { } topic || !access.IsWelcome(topic.Identity))
        {
            return MqttReasonCode.Success;
        }

        var (identity, leaf) = topic;
        if (leaf is "request" or "apply")
        {
            users.Receive(Principals.Unproven(identity), leaf, message, cancellationToken);
        }
        else if (identity.Kind == IdentityKind.Node)
        {
            await nodes.ReceiveAsync(identity, leaf, message.Payload, cancellationToken);
        }

        return MqttReasonCode.Success;
    }

    public async ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken)
    {
        BrokerLog.Lost(logger, disconnection.Server.ToString(), disconnection.Error, disconnection.RetryAfter?.TotalSeconds ?? 0);
        await nodes.EndAllAsync(cancellationToken);
    }

    public void OnFault(Exception exception) => BrokerLog.Failed(logger, exception);
}
