using System.Buffers.Binary;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Puts a request into an MQTT message.</summary>
internal static class RequestMessage
{
    public static MqttMessage Build(string topic, string replyTopic, ulong id, ApiCall call)
    {
        var properties = new List<MqttUserProperty> { new("method", call.Method), new("path", call.Path), new("accept", ApiCall.Json) };
        if (call.ContentType is { } contentType)
        {
            properties.Add(new("content-type", contentType));
        }

        return new MqttMessage(topic, call.Body)
        {
            Qos = MqttQos.AtLeastOnce,
            ResponseTopic = replyTopic,
            CorrelationData = Correlation(id),
            UserProperties = properties,
        };
    }

    public static ReadOnlyMemory<byte> Correlation(ulong id)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return bytes;
    }
}
