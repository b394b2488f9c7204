using System.Net;

namespace EdgeKube.Mqtt;

/// <summary>What the endpoint keeps for one client id: subscriptions and unacknowledged messages, across connections until it expires.</summary>
public sealed class MqttServerSession
{
    internal MqttServerSession(string clientId, object identity)
    {
        ClientId = clientId;
        Identity = identity;
    }

    /// <summary>The client id.</summary>
    public string ClientId { get; }

    /// <summary>Who the client is, as the handler said.</summary>
    public object Identity { get; }

    /// <summary>True while a connection stands.</summary>
    public bool IsConnected => false;

    /// <summary>The protocol of the latest connection.</summary>
    public MqttProtocolVersion Version => MqttProtocolVersion.V5;

    /// <summary>Where the latest connection came from.</summary>
    public IPEndPoint RemoteEndPoint => throw new NotImplementedException();

    /// <summary>The filters granted.</summary>
    public IReadOnlyCollection<MqttSubscription> Subscriptions => throw new NotImplementedException();

    /// <summary>The largest packet the client accepts, in bytes.</summary>
    public int MaximumPacketSize => int.MaxValue;

    /// <summary>Whether a subscription covers the topic.</summary>
    public bool Matches(string topic) => throw new NotImplementedException();

    /// <summary>
    /// Sends a message, whether or not a subscription covers it (ask <see cref="Matches"/>); its QoS is lowered to what the covering
    /// subscription was granted. QoS 1 completes at PUBACK, also after the client returns; QoS 0 when it was handed to the connection.
    /// Throws <see cref="MqttReasonException"/> when the client refuses or a limit does, <see cref="MqttDisconnectedException"/> for QoS 0
    /// without a connection or when the session ends.
    /// </summary>
    public Task PublishAsync(MqttMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the connection and the session at once, as when access is withdrawn. The will is published.</summary>
    public Task DisconnectAsync(MqttReasonCode reason) => throw new NotImplementedException();
}
