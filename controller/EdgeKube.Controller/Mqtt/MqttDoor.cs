using System.Net;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// An MQTT door: lets clients in, keeps each in its own subtree, and hands users' messages to <see cref="UserDoor"/> and nodes' to
/// <see cref="NodeGate"/>. Nothing is routed between clients.
/// </summary>
internal sealed class MqttDoor(
    IAuthenticator authenticator, LiveSessions sessions, UserDoor users, NodeGate nodes, RefusalLog refusals, ILogger<MqttDoor> log) : IMqttServerHandler
{
    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        var answer = authenticator.Authenticate(request);
        return ValueTask.FromResult(answer.Principal is { } principal
            ? MqttAuthentication.Accept(principal, SessionLimits.Of(principal))
            : MqttAuthentication.Refuse(answer.Reason, answer.Message));
    }

    public async ValueTask OnConnectedAsync(MqttServerSession session, bool sessionPresent, CancellationToken cancellationToken)
    {
        var principal = PrincipalOf(session);
        if (!await sessions.EnterAsync(session, principal, cancellationToken))
        {
            return;
        }

        users.Connected(principal, new DoorSession(session));
        if (IsNode(principal))
        {
            MqttLog.NodeConnected(log, principal.Identity.Name, session.RemoteEndPoint.ToString());
            await nodes.ConnectedAsync(principal.Identity, session, cancellationToken);
        }
    }

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken)
    {
        var principal = PrincipalOf(session);
        if (principal.Access == Access.Renewal
            && Topics.Find(subscription.Filter) is { } own
            && own.Identity == principal.Identity
            && Topics.FindDownChannel(own.Leaf) is not null)
        {
            // No violation: this is how a node learns that it has to renew its certificate before anything else.
            return ValueTask.FromResult(MqttReasonCode.NotAuthorized);
        }

        if (!principal.IsWithdrawn && Topics.IsWithin(subscription.Filter, principal.Identity))
        {
            return ValueTask.FromResult((MqttReasonCode)Math.Min((byte)subscription.Qos, (byte)MqttQos.AtLeastOnce));
        }

        refusals.Add("subscribe", principal.ToString(), Excerpt(subscription.Filter));
        return ValueTask.FromResult(MqttReasonCode.NotAuthorized);
    }

    public async ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        var principal = PrincipalOf(session);
        if (!sessions.MayAct(session, principal) || Topics.Find(message.Topic) is not { } topic || topic.Identity != principal.Identity)
        {
            refusals.Add("publish", principal.ToString(), Excerpt(message.Topic));
            return MqttReasonCode.NotAuthorized;
        }

        return IsNode(principal) && topic.Leaf != "request"
            ? await nodes.MessageAsync(principal.Identity, topic.Leaf, message, cancellationToken)
            : await users.MessageAsync(principal, new DoorSession(session), topic.Leaf, message, cancellationToken);
    }

    public async ValueTask OnDisconnectedAsync(MqttServerSession session, MqttReasonCode reason, CancellationToken cancellationToken)
    {
        var principal = PrincipalOf(session);
        sessions.Leave(session);
        users.Disconnected(principal, new DoorSession(session));
        if (IsNode(principal))
        {
            MqttLog.NodeDisconnected(log, principal.Identity.Name, reason);
            await nodes.DisconnectedAsync(principal.Identity, session, reason == MqttReasonCode.Success, cancellationToken);
        }
    }

    public void OnRefused(IPEndPoint remoteEndPoint, MqttReasonCode reason, string message) =>
        refusals.Add("connection", remoteEndPoint.Address.ToString(), $"{reason}: {Excerpt(message)}");

    public void OnFault(string? clientId, Exception exception) => MqttLog.HandlerFailed(log, Excerpt(clientId ?? ""), exception);

    private static Principal PrincipalOf(MqttServerSession session) => (Principal)session.Identity;

    private static bool IsNode(Principal principal) => principal is { Identity.Kind: IdentityKind.Node, Access: Access.Full or Access.Removal };

    // What a stranger sends does not fill the log, nor forge lines in it.
    private static string Excerpt(string text)
    {
        var head = text.Length > 120 ? text[..120] : text;
        return string.Concat(head.Select(c => char.IsControl(c) ? '?' : c));
    }
}
