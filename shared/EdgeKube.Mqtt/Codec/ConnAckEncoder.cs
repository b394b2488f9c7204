namespace EdgeKube.Mqtt;

internal static class ConnAckEncoder
{
    public static void Write(ref PacketWriter writer, ConnAckPacket connAck, MqttProtocolVersion version)
    {
        writer.WriteByte(connAck.SessionPresent ? (byte)1 : (byte)0);
        if (version == MqttProtocolVersion.V311)
        {
            writer.WriteByte(ToReturnCode(connAck.Reason));
            return;
        }

        writer.WriteByte((byte)connAck.Reason);
        var properties = writer.BeginBlock();
        PropertyWriter.Write(ref writer, PropertyId.SessionExpiry, connAck.SessionExpirySeconds);
        PropertyWriter.Write(ref writer, PropertyId.ReceiveMaximum, connAck.ReceiveMaximum, whenAbsent: ushort.MaxValue);
        if (connAck.MaximumQos != MqttQos.ExactlyOnce)
        {
            writer.WriteByte((byte)PropertyId.MaximumQos);
            writer.WriteByte((byte)connAck.MaximumQos);
        }

        PropertyWriter.Write(ref writer, PropertyId.RetainAvailable, connAck.RetainAvailable, whenAbsent: true);
        PropertyWriter.Write(ref writer, PropertyId.MaximumPacketSize, connAck.MaximumPacketSize);
        PropertyWriter.Write(ref writer, PropertyId.AssignedClientId, connAck.AssignedClientId);
        PropertyWriter.Write(ref writer, PropertyId.TopicAliasMaximum, connAck.TopicAliasMaximum, whenAbsent: 0);
        PropertyWriter.Write(ref writer, PropertyId.ReasonString, connAck.ReasonString);
        PropertyWriter.Write(ref writer, PropertyId.WildcardAvailable, connAck.WildcardAvailable, whenAbsent: true);
        PropertyWriter.Write(ref writer, PropertyId.SubscriptionIdAvailable, connAck.SubscriptionIdsAvailable, whenAbsent: true);
        PropertyWriter.Write(ref writer, PropertyId.SharedAvailable, connAck.SharedAvailable, whenAbsent: true);
        if (connAck.ServerKeepAliveSeconds is { } keepAlive)
        {
            writer.WriteByte((byte)PropertyId.ServerKeepAlive);
            writer.WriteUInt16(keepAlive);
        }

        PropertyWriter.Write(ref writer, connAck.UserProperties);
        writer.EndBlock(properties);
    }

    /// <summary>The return code of MQTT 3.1.1.</summary>
    private static byte ToReturnCode(MqttReasonCode reason) => reason switch
    {
        MqttReasonCode.Success => 0,
        MqttReasonCode.UnsupportedProtocolVersion => 1,
        MqttReasonCode.ClientIdentifierNotValid => 2,
        MqttReasonCode.BadUserNameOrPassword => 4,
        MqttReasonCode.NotAuthorized or MqttReasonCode.Banned or MqttReasonCode.RetainNotSupported => 5,
        _ => 3,
    };
}
