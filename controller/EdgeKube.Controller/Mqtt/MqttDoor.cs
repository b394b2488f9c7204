using System.Net;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// The MQTT door: lets clients in, keeps each in its own subtree, and hands users' messages to <see cref="UserDoor"/> and nodes' to
/// <see cref="NodeGate"/>. Nothing is routed between clients.
/// </summary>
internal sealed class MqttDoor(IAuthenticator authenticator, UserDoor users, NodeGate nodes, ILogger<MqttDoor> log) : IMqttServerHandler
{
    // A manifest of several MiB comes in one packet; the pipeline caps what is in it.
    private static readonly MqttClientLimits UserLimits = MqttClientLimits.Default with { MaxPacketSize = 8 << 20, ReceiveMaximum = 8 };

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        var answer = authenticator.Authenticate(request);
        return ValueTask.FromResult(answer.Identity is { } identity
            ? MqttAuthentication.Accept(identity, identity.Kind == IdentityKind.User ? UserLimits : MqttClientLimits.Default)
            : MqttAuthentication.Refuse(answer.Reason, answer.Message));
    }

    public async ValueTask OnConnectedAsync(MqttServerSession session, bool sessionPresent, CancellationToken cancellationToken)
    {
        if (IdentityOf(session) is { Kind: IdentityKind.Node } node)
        {
            MqttLog.NodeConnected(log, node.Name, session.RemoteEndPoint.ToString());
            await nodes.ConnectedAsync(node, session, cancellationToken);
        }
        else
        {
            users.Connected(IdentityOf(session), session);
        }
    }

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Topics.IsWithin(subscription.Filter, IdentityOf(session))
            ? (MqttReasonCode)Math.Min((byte)subscription.Qos, (byte)MqttQos.AtLeastOnce)
            : MqttReasonCode.NotAuthorized);

    public async ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        var identity = IdentityOf(session);
        if (Topics.Find(message.Topic) is not { } topic || topic.Identity != identity)
        {
            MqttLog.ForeignPublish(log, identity.ToString(), Excerpt(message.Topic));
            return MqttReasonCode.NotAuthorized;
        }

        return identity.Kind == IdentityKind.Node
            ? await nodes.MessageAsync(identity, topic.Leaf, message, cancellationToken)
            : await users.MessageAsync(identity, session, topic.Leaf, message, cancellationToken);
    }

    public async ValueTask OnDisconnectedAsync(MqttServerSession session, MqttReasonCode reason, CancellationToken cancellationToken)
    {
        if (IdentityOf(session) is { Kind: IdentityKind.Node } node)
        {
            MqttLog.NodeDisconnected(log, node.Name, reason);
            await nodes.DisconnectedAsync(node, session, reason == MqttReasonCode.Success, cancellationToken);
        }
        else
        {
            users.Disconnected(IdentityOf(session), session);
        }
    }

    public void OnRefused(IPEndPoint remoteEndPoint, MqttReasonCode reason, string message) =>
        MqttLog.Refused(log, remoteEndPoint.ToString(), reason, Excerpt(message));

    public void OnFault(string? clientId, Exception exception) => MqttLog.HandlerFailed(log, Excerpt(clientId ?? ""), exception);

    private static Identity IdentityOf(MqttServerSession session) => (Identity)session.Identity;

    // What a stranger sends does not fill the log, nor forge lines in it.
    private static string Excerpt(string text)
    {
        var head = text.Length > 120 ? text[..120] : text;
        return string.Concat(head.Select(c => char.IsControl(c) ? '?' : c));
    }
}
