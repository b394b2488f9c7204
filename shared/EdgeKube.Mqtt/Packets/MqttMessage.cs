namespace EdgeKube.Mqtt;

/// <summary>
/// An application message. The payload is not copied when it is published, so it must not change until the publish has completed;
/// a received payload belongs to the receiver. Properties are dropped towards an MQTT 3.1.1 peer.
/// </summary>
/// <param name="Topic">Topic name: 1 to 65,535 bytes of UTF-8 without U+0000, <c>+</c> or <c>#</c>.</param>
/// <param name="Payload">Any bytes, up to what the receiver's maximum packet size leaves.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Quality of service; 0 unless said otherwise.</summary>
    public MqttQos Qos { get; init; }

    /// <summary>Asks a broker to keep the message. The endpoint here refuses it.</summary>
    public bool Retain { get; init; }

    /// <summary>Declares the payload to be UTF-8 text.</summary>
    public bool PayloadIsUtf8 { get; init; }

    /// <summary>Lifetime in seconds, null for no end.</summary>
    public uint? ExpirySeconds { get; init; }

    /// <summary>Content type (a MIME type by custom).</summary>
    public string? ContentType { get; init; }

    /// <summary>Where an answer is expected; a topic name, never a filter.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Returned unchanged with the answer, so that the asker knows which request it belongs to.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>The application's own properties, in order.</summary>
    public IReadOnlyList<MqttUserProperty> UserProperties { get; init; } = [];

    /// <summary>The value of the first user property of this name, or null.</summary>
    public string? FindUserProperty(string name)
    {
        for (var i = 0; i < UserProperties.Count; i++)
        {
            if (UserProperties[i].Name == name)
            {
                return UserProperties[i].Value;
            }
        }

        return null;
    }
}
