namespace EdgeKube.Mqtt;

internal static class ConnectDecoder
{
    private const int WillFlag = 0x04;
    private const int WillBits = 0x38;
    private const int PasswordFlag = 0x40;
    private const int UsernameFlag = 0x80;

    public static ConnectPacket Read(ref PacketReader reader)
    {
        var version = ReadVersion(ref reader);
        var flags = ReadFlags(ref reader, version);
        var keepAlive = reader.ReadUInt16();
        var properties = version == MqttProtocolVersion.V5 ? PropertyBlock.Read(ref reader, PropertySet.Connect) : new PropertyBlock();
        return new ConnectPacket
        {
            Version = version,
            CleanStart = (flags & 0x02) != 0,
            KeepAliveSeconds = keepAlive,
            SessionExpirySeconds = SessionExpiry(version, flags, properties),
            ReceiveMaximum = properties.ReceiveMaximum,
            MaximumPacketSize = properties.MaximumPacketSize,
            TopicAliasMaximum = properties.TopicAliasMaximum,
            RequestProblemInformation = properties.RequestProblemInformation,
            RequestResponseInformation = properties.RequestResponseInformation,
            AuthenticationMethod = properties.AuthenticationMethod,
            UserProperties = properties.UserProperties,

            // The payload's fields in their order on the wire: initialisers run from top to bottom.
            ClientId = reader.ReadString(),
            Will = (flags & WillFlag) != 0 ? ReadWill(ref reader, flags, version) : null,
            Username = (flags & UsernameFlag) != 0 ? reader.ReadString() : null,
            Password = (flags & PasswordFlag) != 0 ? reader.ReadBinary() : null,
        };
    }

    private static MqttProtocolVersion ReadVersion(ref PacketReader reader)
    {
        var name = reader.ReadString();
        var level = reader.ReadByte();
        return name == "MQTT" && level is 4 or 5
            ? (MqttProtocolVersion)level
            : throw new MqttProtocolException(MqttReasonCode.UnsupportedProtocolVersion, $"protocol level {level}");
    }

    private static int ReadFlags(ref PacketReader reader, MqttProtocolVersion version)
    {
        var flags = reader.ReadByte();
        if ((flags & 0x01) != 0)
        {
            throw PacketReader.Malformed("reserved connect flag");
        }

        if ((flags & WillFlag) == 0 ? (flags & WillBits) != 0 : (flags & 0x18) == 0x18)
        {
            throw PacketReader.Malformed("will flags");
        }

        if (version == MqttProtocolVersion.V311 && (flags & (UsernameFlag | PasswordFlag)) == PasswordFlag)
        {
            throw PacketReader.Malformed("password without a user name");
        }

        return flags;
    }

    /// <summary>MQTT 3.1.1 knows only "with the connection" and "for ever".</summary>
    private static uint SessionExpiry(MqttProtocolVersion version, int flags, PropertyBlock properties) =>
        version == MqttProtocolVersion.V5 ? properties.SessionExpiry ?? 0 : (flags & 0x02) != 0 ? 0 : uint.MaxValue;

    private static MqttWill ReadWill(ref PacketReader reader, int flags, MqttProtocolVersion version)
    {
        var properties = version == MqttProtocolVersion.V5 ? PropertyBlock.Read(ref reader, PropertySet.Will) : new PropertyBlock();
        var topic = reader.ReadString();
        if (!MqttTopic.IsValidName(topic))
        {
            throw new MqttProtocolException(MqttReasonCode.TopicNameInvalid, "will topic is not a topic name");
        }

        var message = PublishDecoder.BuildMessage(topic, reader.ReadBinary(), (MqttQos)((flags >> 3) & 3), (flags & 0x20) != 0, properties);
        return new MqttWill(message, TimeSpan.FromSeconds(properties.WillDelay));
    }
}
