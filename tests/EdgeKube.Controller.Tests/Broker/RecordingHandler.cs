using System.Collections.Concurrent;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>Keeps the topics of what arrives.</summary>
internal sealed class RecordingHandler : IMqttClientHandler
{
    public ConcurrentQueue<string> Topics { get; } = new();

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        Topics.Enqueue(message.Topic);
        return ValueTask.FromResult(MqttReasonCode.Success);
    }
}
