namespace EdgeKube.Mqtt;

internal static class PublishDecoder
{
    public static PublishPacket Read(ref PacketReader reader, int flags, MqttPeer sender, MqttProtocolVersion version)
    {
        var qos = ReadQos(flags);
        var topic = reader.ReadString();
        var packetId = qos == MqttQos.AtMostOnce ? (ushort)0 : reader.ReadPacketId();
        var allowed = sender == MqttPeer.Client ? PropertySet.Publish : PropertySet.PublishFromServer;
        var properties = version == MqttProtocolVersion.V5 ? PropertyBlock.Read(ref reader, allowed) : new PropertyBlock();
        CheckTopic(topic, properties.TopicAlias);
        return new PublishPacket(BuildMessage(topic, reader.ReadRest(), qos, (flags & 0x01) != 0, properties), packetId)
        {
            Duplicate = (flags & 0x08) != 0,
            TopicAlias = properties.TopicAlias,
            OmitTopic = topic.Length == 0,
        };
    }

    public static MqttMessage BuildMessage(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, in PropertyBlock properties) =>
        new(topic, payload)
        {
            Qos = qos,
            Retain = retain,
            PayloadIsUtf8 = properties.PayloadIsUtf8,
            ExpirySeconds = properties.MessageExpiry,
            ContentType = properties.ContentType,
            ResponseTopic = properties.ResponseTopic,
            CorrelationData = properties.CorrelationData,
            UserProperties = properties.UserProperties,
        };

    private static MqttQos ReadQos(int flags)
    {
        var qos = (flags >> 1) & 3;
        if (qos == 3 || (qos == 0 && (flags & 0x08) != 0))
        {
            throw PacketReader.Malformed("flags of PUBLISH");
        }

        return qos != 2 ? (MqttQos)qos : throw new MqttProtocolException(MqttReasonCode.QoSNotSupported, "QoS 2 is not supported");
    }

    private static void CheckTopic(string topic, ushort alias)
    {
        if (topic.Length == 0)
        {
            if (alias == 0)
            {
                throw new MqttProtocolException(MqttReasonCode.ProtocolError, "neither topic nor alias");
            }
        }
        else if (!MqttTopic.IsValidName(topic))
        {
            throw new MqttProtocolException(MqttReasonCode.TopicNameInvalid, "topic holds a wildcard");
        }
    }
}
