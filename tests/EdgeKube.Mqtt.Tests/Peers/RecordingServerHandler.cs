using System.Collections.Concurrent;
using System.Net;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>Lets everyone in, grants everything, keeps what it is told, and answers requests with an echo.</summary>
internal sealed class RecordingServerHandler : IMqttServerHandler
{
    public ConcurrentQueue<MqttMessage> Messages { get; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public MqttClientLimits Limits { get; set; } = MqttClientLimits.Default;

    public Func<MqttConnectRequest, MqttAuthentication>? Authenticate { get; set; }

    public Func<MqttSubscription, MqttReasonCode>? Authorize { get; set; }

    public Func<MqttServerSession, MqttMessage, CancellationToken, ValueTask<MqttReasonCode>>? Publish { get; set; }

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authenticate?.Invoke(request) ?? MqttAuthentication.Accept(request.Username ?? "anyone", Limits));

    public ValueTask OnConnectedAsync(MqttServerSession session, bool sessionPresent, CancellationToken cancellationToken)
    {
        Events.Enqueue($"connected {session.ClientId} {(sessionPresent ? "resumed" : "new")}");
        return ValueTask.CompletedTask;
    }

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authorize?.Invoke(subscription) ?? MqttReasonCode.GrantedQoS1);

    public ValueTask OnSubscribedAsync(MqttServerSession session, IReadOnlyList<string> granted, CancellationToken cancellationToken)
    {
        Events.Enqueue($"subscribed {session.ClientId} {string.Join(' ', granted)}");
        return ValueTask.CompletedTask;
    }

    public async ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        Messages.Enqueue(message);
        if (Publish is { } publish)
        {
            return await publish(session, message, cancellationToken);
        }

        if (message.ResponseTopic is { } topic)
        {
            await session.PublishAsync(message with { Topic = topic, ResponseTopic = null }, cancellationToken);
        }

        return MqttReasonCode.Success;
    }

    public ValueTask OnDisconnectedAsync(MqttServerSession session, MqttReasonCode reason, CancellationToken cancellationToken)
    {
        Events.Enqueue($"disconnected {session.ClientId} {reason}");
        return ValueTask.CompletedTask;
    }

    public void OnRefused(IPEndPoint remoteEndPoint, MqttReasonCode reason, string message) => Events.Enqueue($"refused {reason} {message}");

    public void OnFault(string? clientId, Exception exception) => Faults.Enqueue(exception);
}
