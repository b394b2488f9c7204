using System.Collections.Concurrent;

namespace EdgeKube.Mqtt.Tests.Peers;

internal sealed class RecordingClientHandler : IMqttClientHandler
{
    public ConcurrentQueue<MqttMessage> Messages { get; } = new();

    public ConcurrentQueue<MqttConnected> Connections { get; } = new();

    public ConcurrentQueue<MqttDisconnection> Disconnections { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public MqttOpening? Opening { get; set; }

    public Func<MqttMessage, CancellationToken, ValueTask<MqttReasonCode>>? Handle { get; set; }

    public IEnumerable<string> Payloads => Messages.Select(m => System.Text.Encoding.UTF8.GetString(m.Payload.Span));

    public ValueTask<MqttOpening?> OnConnectingAsync(MqttClient client, CancellationToken cancellationToken) => ValueTask.FromResult(Opening);

    public ValueTask OnConnectedAsync(MqttClient client, MqttConnected connected, CancellationToken cancellationToken)
    {
        Connections.Enqueue(connected);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken)
    {
        Disconnections.Enqueue(disconnection);
        return ValueTask.CompletedTask;
    }

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        Messages.Enqueue(message);
        return Handle?.Invoke(message, cancellationToken) ?? ValueTask.FromResult(MqttReasonCode.Success);
    }

    public void OnFault(Exception exception) => Faults.Enqueue(exception);
}
