namespace EdgeKube.Mqtt;

internal sealed class UnsubAckPacket(ushort packetId, IReadOnlyList<MqttReasonCode> reasons) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.UnsubAck;

    public ushort PacketId { get; } = packetId;

    /// <summary>Empty towards and from MQTT 3.1.1.</summary>
    public IReadOnlyList<MqttReasonCode> Reasons { get; } = reasons;
}
