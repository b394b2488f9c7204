namespace EdgeKube.Mqtt;

internal sealed class SubscribePacket(ushort packetId, IReadOnlyList<MqttSubscription> subscriptions) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.Subscribe;

    public ushort PacketId { get; } = packetId;

    public IReadOnlyList<MqttSubscription> Subscriptions { get; } = subscriptions;

    /// <summary>0 for none.</summary>
    public uint SubscriptionId { get; init; }
}
