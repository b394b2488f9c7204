namespace EdgeKube.Mqtt;

/// <summary>The properties of one packet while it is read; lives on the stack.</summary>
internal struct PropertyBlock
{
    private List<MqttUserProperty>? _userProperties;

    public PropertyBlock()
    {
    }

    public bool PayloadIsUtf8 { get; private set; }

    public uint? MessageExpiry { get; private set; }

    public string? ContentType { get; private set; }

    public string? ResponseTopic { get; private set; }

    public ReadOnlyMemory<byte>? CorrelationData { get; private set; }

    public uint SubscriptionId { get; private set; }

    public uint? SessionExpiry { get; private set; }

    public string? AssignedClientId { get; private set; }

    public ushort? ServerKeepAlive { get; private set; }

    public string? AuthenticationMethod { get; private set; }

    public bool RequestProblemInformation { get; private set; } = true;

    public uint WillDelay { get; private set; }

    public bool RequestResponseInformation { get; private set; }

    public string? ReasonString { get; private set; }

    public ushort ReceiveMaximum { get; private set; } = ushort.MaxValue;

    public ushort TopicAliasMaximum { get; private set; }

    public ushort TopicAlias { get; private set; }

    public MqttQos MaximumQos { get; private set; } = MqttQos.ExactlyOnce;

    public bool RetainAvailable { get; private set; } = true;

    public uint? MaximumPacketSize { get; private set; }

    public bool WildcardAvailable { get; private set; } = true;

    public bool SubscriptionIdAvailable { get; private set; } = true;

    public bool SharedAvailable { get; private set; } = true;

    public readonly IReadOnlyList<MqttUserProperty> UserProperties => _userProperties is null ? [] : _userProperties;

    /// <summary>Reads a property block: its length, then each property, none twice and none that the packet may not hold.</summary>
    public static PropertyBlock Read(scoped ref PacketReader packet, ulong allowed)
    {
        var block = new PropertyBlock();
        var reader = packet.ReadBlock();
        var seen = 0UL;
        while (!reader.AtEnd)
        {
            // Identifiers are variable byte integers by the letter; all that exist fit one byte.
            var id = reader.ReadByte();
            var bit = id < 64 ? 1UL << id : 0;
            if ((allowed & bit) == 0)
            {
                throw PacketReader.Malformed($"property {id} does not belong in this packet");
            }

            if ((seen & bit & ~PropertySet.Repeatable) != 0)
            {
                throw Error($"{(PropertyId)id} twice");
            }

            seen |= bit;
            block.ReadOne((PropertyId)id, ref reader);
        }

        if ((seen & (1UL << (int)PropertyId.AuthenticationData)) != 0 && block.AuthenticationMethod is null)
        {
            throw Error("authentication data without a method");
        }

        return block;
    }

    private static MqttProtocolException Error(string what) => new(MqttReasonCode.ProtocolError, what);

    private static ushort NotZero(PropertyId id, ushort value) => value != 0 ? value : throw Error($"{id} is 0");

    private static uint NotZero(PropertyId id, uint value) => value != 0 ? value : throw Error($"{id} is 0");

    private static string ReadTopicName(ref PacketReader reader)
    {
        var topic = reader.ReadString();
        return MqttTopic.IsValidName(topic) ? topic : throw Error("response topic is not a topic name");
    }

    private static ushort ReadAlias(ref PacketReader reader)
    {
        var alias = reader.ReadUInt16();
        return alias != 0 ? alias : throw new MqttProtocolException(MqttReasonCode.TopicAliasInvalid, "topic alias 0");
    }

    private void ReadOne(PropertyId id, ref PacketReader reader)
    {
        switch (id)
        {
            case PropertyId.PayloadFormat: PayloadIsUtf8 = reader.ReadBool(id); break;
            case PropertyId.MessageExpiry: MessageExpiry = reader.ReadUInt32(); break;
            case PropertyId.ContentType: ContentType = reader.ReadString(); break;
            case PropertyId.ResponseTopic: ResponseTopic = ReadTopicName(ref reader); break;
            case PropertyId.CorrelationData: CorrelationData = reader.ReadBinary(); break;
            case PropertyId.SubscriptionId: SubscriptionId = NotZero(id, (uint)reader.ReadVarInt()); break;
            case PropertyId.SessionExpiry: SessionExpiry = reader.ReadUInt32(); break;
            case PropertyId.AssignedClientId: AssignedClientId = reader.ReadString(); break;
            case PropertyId.ServerKeepAlive: ServerKeepAlive = reader.ReadUInt16(); break;
            case PropertyId.AuthenticationMethod: AuthenticationMethod = reader.ReadString(); break;
            case PropertyId.AuthenticationData: _ = reader.ReadBinary(); break;
            case PropertyId.RequestProblemInformation: RequestProblemInformation = reader.ReadBool(id); break;
            case PropertyId.WillDelay: WillDelay = reader.ReadUInt32(); break;
            case PropertyId.RequestResponseInformation: RequestResponseInformation = reader.ReadBool(id); break;
            case PropertyId.ResponseInformation or PropertyId.ServerReference: _ = reader.ReadString(); break;
            case PropertyId.ReasonString: ReasonString = reader.ReadString(); break;
            case PropertyId.ReceiveMaximum: ReceiveMaximum = NotZero(id, reader.ReadUInt16()); break;
            case PropertyId.TopicAliasMaximum: TopicAliasMaximum = reader.ReadUInt16(); break;
            case PropertyId.TopicAlias: TopicAlias = ReadAlias(ref reader); break;
            case PropertyId.MaximumQos: MaximumQos = reader.ReadBool(id) ? MqttQos.AtLeastOnce : MqttQos.AtMostOnce; break;
            case PropertyId.RetainAvailable: RetainAvailable = reader.ReadBool(id); break;
            case PropertyId.MaximumPacketSize: MaximumPacketSize = NotZero(id, reader.ReadUInt32()); break;
            case PropertyId.WildcardAvailable: WildcardAvailable = reader.ReadBool(id); break;
            case PropertyId.SubscriptionIdAvailable: SubscriptionIdAvailable = reader.ReadBool(id); break;
            case PropertyId.SharedAvailable: SharedAvailable = reader.ReadBool(id); break;
            default: AddUserProperty(reader.ReadString(), reader.ReadString()); break;
        }
    }

    private void AddUserProperty(string name, string value)
    {
        _userProperties ??= [];
        if (_userProperties.Count == CodecLimits.MaxUserProperties)
        {
            throw new MqttProtocolException(MqttReasonCode.QuotaExceeded, $"more than {CodecLimits.MaxUserProperties} user properties");
        }

        _userProperties.Add(new MqttUserProperty(name, value));
    }
}
