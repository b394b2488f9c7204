namespace EdgeKube.Mqtt;

internal sealed class UnsubscribePacket(ushort packetId, IReadOnlyList<string> filters) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.Unsubscribe;

    public ushort PacketId { get; } = packetId;

    public IReadOnlyList<string> Filters { get; } = filters;
}
