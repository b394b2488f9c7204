namespace EdgeKube.Mqtt;

internal static class AcknowledgementDecoder
{
    public static PubAckPacket ReadPubAck(ref PacketReader reader, MqttPeer sender, MqttProtocolVersion version)
    {
        var packetId = reader.ReadPacketId();

        // MQTT 5 leaves out what says nothing: the reason when it is success, the properties when there are none.
        if (version == MqttProtocolVersion.V311 || reader.AtEnd)
        {
            return new PubAckPacket(packetId, MqttReasonCode.Success);
        }

        var reason = ReasonCodes.Read(ref reader, MqttPacketType.PubAck, sender);
        var reasonString = reader.AtEnd ? null : PropertyBlock.Read(ref reader, PropertySet.Acknowledgement).ReasonString;
        return new PubAckPacket(packetId, reason, reasonString);
    }

    public static SubAckPacket ReadSubAck(ref PacketReader reader, MqttProtocolVersion version)
    {
        var packetId = reader.ReadPacketId();
        if (version == MqttProtocolVersion.V5)
        {
            _ = PropertyBlock.Read(ref reader, PropertySet.Acknowledgement);
        }

        return new SubAckPacket(packetId, ReadReasons(ref reader, MqttPacketType.SubAck));
    }

    public static UnsubAckPacket ReadUnsubAck(ref PacketReader reader, MqttProtocolVersion version)
    {
        var packetId = reader.ReadPacketId();
        if (version == MqttProtocolVersion.V311)
        {
            return new UnsubAckPacket(packetId, []);
        }

        _ = PropertyBlock.Read(ref reader, PropertySet.Acknowledgement);
        return new UnsubAckPacket(packetId, ReadReasons(ref reader, MqttPacketType.UnsubAck));
    }

    private static List<MqttReasonCode> ReadReasons(ref PacketReader reader, MqttPacketType type)
    {
        var reasons = new List<MqttReasonCode>();
        do
        {
            if (reasons.Count == CodecLimits.MaxFilters)
            {
                throw new MqttProtocolException(MqttReasonCode.QuotaExceeded, $"more than {CodecLimits.MaxFilters} reason codes");
            }

            reasons.Add(ReasonCodes.Read(ref reader, type, MqttPeer.Server));
        }
        while (!reader.AtEnd);

        return reasons;
    }
}
