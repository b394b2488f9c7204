using System.Buffers.Binary;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Puts a request into an MQTT message.</summary>
internal static class RequestMessage
{
    private const int PieceBytes = 256 << 10;

    public static MqttMessage Build(string topic, string replyTopic, ulong id, ApiCall call)
    {
        var properties = new List<MqttUserProperty>
        {
            new("method", call.Method), new("path", call.Path), new("accept", call.Accept), new("user-agent", call.UserAgent), new("parts", "true"),
        };
        properties.AddRange(call.Properties);
        if (call.ContentType is { } contentType)
        {
            properties.Add(new("content-type", contentType));
        }

        if (call.IsUpgrade)
        {
            properties.Add(new("upgrade", "records"));
        }

        return new MqttMessage(topic, call.Body)
        {
            Qos = MqttQos.AtLeastOnce,
            ResponseTopic = replyTopic,
            CorrelationData = Correlation(id),
            UserProperties = properties,
        };
    }

    /// <summary>All but the last piece of a body that is large enough to be in the way of others, and the request with the last one.</summary>
    public static IEnumerable<MqttMessage> InPieces(MqttMessage request)
    {
        var at = 0;
        for (; request.Payload.Length - at > PieceBytes; at += PieceBytes)
        {
            yield return request with { Payload = request.Payload.Slice(at, PieceBytes), UserProperties = [new("continued", "true")] };
        }

        yield return request with { Payload = request.Payload[at..] };
    }

    public static ReadOnlyMemory<byte> Correlation(ulong id)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return bytes;
    }
}
