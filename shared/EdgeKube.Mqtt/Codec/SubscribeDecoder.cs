namespace EdgeKube.Mqtt;

internal static class SubscribeDecoder
{
    public static SubscribePacket ReadSubscribe(ref PacketReader reader, MqttProtocolVersion version)
    {
        var packetId = reader.ReadPacketId();
        var properties = version == MqttProtocolVersion.V5 ? PropertyBlock.Read(ref reader, PropertySet.Subscribe) : new PropertyBlock();
        var subscriptions = new List<MqttSubscription>();
        do
        {
            CheckCount(subscriptions.Count);
            var filter = reader.ReadString();
            subscriptions.Add(ReadOptions(ref reader, filter, version));
        }
        while (!reader.AtEnd);

        return new SubscribePacket(packetId, subscriptions) { SubscriptionId = properties.SubscriptionId };
    }

    public static UnsubscribePacket ReadUnsubscribe(ref PacketReader reader, MqttProtocolVersion version)
    {
        var packetId = reader.ReadPacketId();
        if (version == MqttProtocolVersion.V5)
        {
            _ = PropertyBlock.Read(ref reader, PropertySet.Unsubscribe);
        }

        var filters = new List<string>();
        do
        {
            CheckCount(filters.Count);
            filters.Add(reader.ReadString());
        }
        while (!reader.AtEnd);

        return new UnsubscribePacket(packetId, filters);
    }

    private static MqttSubscription ReadOptions(ref PacketReader reader, string filter, MqttProtocolVersion version)
    {
        var options = reader.ReadByte();
        var reserved = version == MqttProtocolVersion.V5 ? 0xC0 : 0xFC;
        if ((options & reserved) != 0 || (options & 0x03) == 3)
        {
            throw PacketReader.Malformed("subscription options");
        }

        var retainHandling = (byte)(options >> 4);
        var noLocal = (options & 0x04) != 0;
        if (retainHandling == 3 || (noLocal && MqttTopic.IsShared(filter)))
        {
            throw new MqttProtocolException(MqttReasonCode.ProtocolError, "subscription options");
        }

        return new MqttSubscription(filter, (MqttQos)(options & 0x03))
        {
            NoLocal = noLocal,
            RetainAsPublished = (options & 0x08) != 0,
            RetainHandling = retainHandling,
        };
    }

    private static void CheckCount(int count)
    {
        if (count == CodecLimits.MaxFilters)
        {
            throw new MqttProtocolException(MqttReasonCode.QuotaExceeded, $"more than {CodecLimits.MaxFilters} filters");
        }
    }
}
