namespace EdgeKube.Mqtt;

internal static class ConnectEncoder
{
    public static void Write(ref PacketWriter writer, ConnectPacket connect)
    {
        writer.WriteString("MQTT");
        writer.WriteByte((byte)connect.Version);
        writer.WriteByte(Flags(connect));
        writer.WriteUInt16(connect.KeepAliveSeconds);
        if (connect.Version == MqttProtocolVersion.V5)
        {
            WriteProperties(ref writer, connect);
        }

        writer.WriteString(connect.ClientId);
        if (connect.Will is { } will)
        {
            WriteWill(ref writer, will, connect.Version);
        }

        if (connect.Username is { } username)
        {
            writer.WriteString(username);
        }

        if (connect.Password is { } password)
        {
            writer.WriteBinary(password.Span);
        }
    }

    private static byte Flags(ConnectPacket connect)
    {
        var flags = connect.CleanStart ? 0x02 : 0;
        if (connect.Will is { } will)
        {
            flags |= 0x04 | ((int)will.Message.Qos << 3) | (will.Message.Retain ? 0x20 : 0);
        }

        return (byte)(flags | (connect.Password is null ? 0 : 0x40) | (connect.Username is null ? 0 : 0x80));
    }

    private static void WriteProperties(ref PacketWriter writer, ConnectPacket connect)
    {
        var properties = writer.BeginBlock();
        PropertyWriter.Write(ref writer, PropertyId.SessionExpiry, connect.SessionExpirySeconds == 0 ? null : connect.SessionExpirySeconds);
        PropertyWriter.Write(ref writer, PropertyId.ReceiveMaximum, connect.ReceiveMaximum, whenAbsent: ushort.MaxValue);
        PropertyWriter.Write(ref writer, PropertyId.MaximumPacketSize, connect.MaximumPacketSize);
        PropertyWriter.Write(ref writer, PropertyId.TopicAliasMaximum, connect.TopicAliasMaximum, whenAbsent: 0);
        PropertyWriter.Write(ref writer, PropertyId.RequestResponseInformation, connect.RequestResponseInformation, whenAbsent: false);
        PropertyWriter.Write(ref writer, PropertyId.RequestProblemInformation, connect.RequestProblemInformation, whenAbsent: true);
        PropertyWriter.Write(ref writer, PropertyId.AuthenticationMethod, connect.AuthenticationMethod);
        PropertyWriter.Write(ref writer, connect.UserProperties);
        writer.EndBlock(properties);
    }

    private static void WriteWill(ref PacketWriter writer, MqttWill will, MqttProtocolVersion version)
    {
        if (version == MqttProtocolVersion.V5)
        {
            var properties = writer.BeginBlock();
            var delay = (uint)will.Delay.TotalSeconds;
            PropertyWriter.Write(ref writer, PropertyId.WillDelay, delay == 0 ? null : delay);
            PropertyWriter.WriteMessage(ref writer, will.Message);
            writer.EndBlock(properties);
        }

        writer.WriteString(will.Message.Topic);
        writer.WriteBinary(will.Message.Payload.Span);
    }
}
