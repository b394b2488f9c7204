using System.Net;

namespace EdgeKube.Mqtt;

/// <summary>
/// The owner of a <see cref="MqttServer"/>: decides who comes in and takes everything published. Calls for one session come one at a
/// time and in order (connected, publishes, disconnected); sessions run beside each other. The token of a call fires when its
/// connection ends. An exception ends the connection with UnspecifiedError and goes to <see cref="OnFault"/>.
/// </summary>
public interface IMqttServerHandler
{
    /// <summary>Accepts or refuses a CONNECT. Bounded by the connect timeout.</summary>
    ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken);

    /// <summary>CONNACK was sent.</summary>
    /// <param name="session">The session, new or resumed.</param>
    /// <param name="sessionPresent">The session was kept from an earlier connection, with its subscriptions.</param>
    /// <param name="cancellationToken">Fires when the connection ends.</param>
    ValueTask OnConnectedAsync(MqttServerSession session, bool sessionPresent, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Grants one filter: <see cref="MqttReasonCode.Success"/> (QoS 0), <see cref="MqttReasonCode.GrantedQoS1"/>, or a failure. More than
    /// was asked for is lowered. The filter is valid, and not a shared subscription.
    /// </summary>
    ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken);

    /// <summary>SUBACK was sent; what the subscriber is to receive first may be published now.</summary>
    ValueTask OnSubscribedAsync(MqttServerSession session, IReadOnlyList<string> granted, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// A message was published (or is a will that became due). PUBACK with the returned code follows when this returns. It may publish to
    /// the same session, but should not wait for that acknowledgement: while it waits, a client that floods QoS 0 is not read.
    /// </summary>
    ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken);

    /// <summary>The connection is gone; the session may be kept for a while. A will without delay was published before.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">Success for a normal DISCONNECT, else what ended it.</param>
    /// <param name="cancellationToken">Fires when the server stops hard.</param>
    ValueTask OnDisconnectedAsync(MqttServerSession session, MqttReasonCode reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A connection was refused, or ended because the client broke the protocol; for a log.</summary>
    void OnRefused(IPEndPoint remoteEndPoint, MqttReasonCode reason, string message)
    {
    }

    /// <summary>The handler itself or the endpoint failed; for a log.</summary>
    void OnFault(string? clientId, Exception exception)
    {
    }
}
