namespace EdgeKube.Mqtt;

internal static class AcknowledgementEncoder
{
    public static void Write(ref PacketWriter writer, PubAckPacket pubAck, MqttProtocolVersion version)
    {
        writer.WriteUInt16(pubAck.PacketId);
        if (version == MqttProtocolVersion.V311 || pubAck is { Reason: MqttReasonCode.Success, ReasonString: null })
        {
            return;
        }

        writer.WriteByte((byte)pubAck.Reason);
        if (pubAck.ReasonString is not null)
        {
            var properties = writer.BeginBlock();
            PropertyWriter.Write(ref writer, PropertyId.ReasonString, pubAck.ReasonString);
            writer.EndBlock(properties);
        }
    }

    public static void Write(ref PacketWriter writer, SubAckPacket subAck, MqttProtocolVersion version)
    {
        writer.WriteUInt16(subAck.PacketId);
        if (version == MqttProtocolVersion.V5)
        {
            writer.WriteByte(0);
        }

        foreach (var reason in subAck.Reasons)
        {
            // MQTT 3.1.1 knows one failure.
            writer.WriteByte(version == MqttProtocolVersion.V311 && reason.IsFailure() ? (byte)0x80 : (byte)reason);
        }
    }

    public static void Write(ref PacketWriter writer, UnsubAckPacket unsubAck, MqttProtocolVersion version)
    {
        writer.WriteUInt16(unsubAck.PacketId);
        if (version == MqttProtocolVersion.V311)
        {
            return;
        }

        writer.WriteByte(0);
        foreach (var reason in unsubAck.Reasons)
        {
            writer.WriteByte((byte)reason);
        }
    }
}
