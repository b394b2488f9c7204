namespace EdgeKube.Mqtt;

internal static class SubscribeEncoder
{
    public static void Write(ref PacketWriter writer, SubscribePacket subscribe, MqttProtocolVersion version)
    {
        writer.WriteUInt16(subscribe.PacketId);
        if (version == MqttProtocolVersion.V5)
        {
            WriteProperties(ref writer, subscribe);
        }

        foreach (var subscription in subscribe.Subscriptions)
        {
            writer.WriteString(subscription.Filter);
            writer.WriteByte(Options(subscription, version));
        }
    }

    public static void Write(ref PacketWriter writer, UnsubscribePacket unsubscribe, MqttProtocolVersion version)
    {
        writer.WriteUInt16(unsubscribe.PacketId);
        if (version == MqttProtocolVersion.V5)
        {
            writer.WriteByte(0);
        }

        foreach (var filter in unsubscribe.Filters)
        {
            writer.WriteString(filter);
        }
    }

    private static void WriteProperties(ref PacketWriter writer, SubscribePacket subscribe)
    {
        var properties = writer.BeginBlock();
        if (subscribe.SubscriptionId != 0)
        {
            writer.WriteByte((byte)PropertyId.SubscriptionId);
            writer.WriteVarInt((int)subscribe.SubscriptionId);
        }

        writer.EndBlock(properties);
    }

    private static byte Options(MqttSubscription subscription, MqttProtocolVersion version) => version == MqttProtocolVersion.V311
        ? (byte)subscription.Qos
        : (byte)((int)subscription.Qos | (subscription.NoLocal ? 4 : 0) | (subscription.RetainAsPublished ? 8 : 0) | (subscription.RetainHandling << 4));
}
