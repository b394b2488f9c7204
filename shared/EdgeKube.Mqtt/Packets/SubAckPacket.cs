namespace EdgeKube.Mqtt;

internal sealed class SubAckPacket(ushort packetId, IReadOnlyList<MqttReasonCode> reasons) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.SubAck;

    public ushort PacketId { get; } = packetId;

    public IReadOnlyList<MqttReasonCode> Reasons { get; } = reasons;
}
