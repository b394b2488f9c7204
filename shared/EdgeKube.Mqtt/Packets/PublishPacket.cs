namespace EdgeKube.Mqtt;

/// <param name="message">Topic empty when only the alias travels.</param>
/// <param name="packetId">0 for QoS 0.</param>
internal sealed class PublishPacket(MqttMessage message, ushort packetId) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.Publish;

    public MqttMessage Message { get; } = message;

    public ushort PacketId { get; } = packetId;

    public bool Duplicate { get; init; }

    /// <summary>0 for none.</summary>
    public ushort TopicAlias { get; init; }

    /// <summary>Send the alias in place of the topic.</summary>
    public bool OmitTopic { get; init; }
}
