namespace EdgeKube.Mqtt;

internal static class ConnAckDecoder
{
    public static ConnAckPacket Read(ref PacketReader reader, MqttProtocolVersion version)
    {
        var flags = reader.ReadByte();
        if (flags > 1)
        {
            throw PacketReader.Malformed("reserved flags of CONNACK");
        }

        var reason = version == MqttProtocolVersion.V5
            ? ReasonCodes.Read(ref reader, MqttPacketType.ConnAck, MqttPeer.Server)
            : ReasonCodes.FromReturnCode(reader.ReadByte());
        if (flags == 1 && reason.IsFailure())
        {
            throw new MqttProtocolException(MqttReasonCode.ProtocolError, "session present in a refusal");
        }

        var properties = version == MqttProtocolVersion.V5 ? PropertyBlock.Read(ref reader, PropertySet.ConnAck) : new PropertyBlock();
        return new ConnAckPacket
        {
            SessionPresent = flags == 1,
            Reason = reason,
            ReasonString = properties.ReasonString,
            SessionExpirySeconds = properties.SessionExpiry,
            ReceiveMaximum = properties.ReceiveMaximum,
            MaximumQos = properties.MaximumQos,
            RetainAvailable = properties.RetainAvailable,
            MaximumPacketSize = properties.MaximumPacketSize,
            AssignedClientId = properties.AssignedClientId,
            TopicAliasMaximum = properties.TopicAliasMaximum,
            WildcardAvailable = properties.WildcardAvailable,
            SubscriptionIdsAvailable = properties.SubscriptionIdAvailable,
            SharedAvailable = properties.SharedAvailable,
            ServerKeepAliveSeconds = properties.ServerKeepAlive,
            UserProperties = properties.UserProperties,
        };
    }
}
