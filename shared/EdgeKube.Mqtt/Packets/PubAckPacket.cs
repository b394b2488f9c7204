namespace EdgeKube.Mqtt;

internal sealed class PubAckPacket(ushort packetId, MqttReasonCode reason, string? reasonString = null) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.PubAck;

    public ushort PacketId { get; } = packetId;

    public MqttReasonCode Reason { get; } = reason;

    public string? ReasonString { get; } = reasonString;
}
