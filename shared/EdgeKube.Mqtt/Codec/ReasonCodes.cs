namespace EdgeKube.Mqtt;

/// <summary>Which reason codes a packet may carry (table 2-6), and what MQTT 3.1.1 says in their place.</summary>
internal static class ReasonCodes
{
    private static ReadOnlySpan<byte> ConnAck =>
        [0, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x90, 0x95, 0x97, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9F];

    private static ReadOnlySpan<byte> PubAck => [0, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99];

    private static ReadOnlySpan<byte> SubAck => [0, 1, 2, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2];

    private static ReadOnlySpan<byte> UnsubAck => [0, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91];

    private static ReadOnlySpan<byte> FromClient => [0, 4, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99];

    private static ReadOnlySpan<byte> FromServer =>
    [
        0, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D,
        0x9E, 0x9F, 0xA0, 0xA1, 0xA2,
    ];

    public static MqttReasonCode Read(ref PacketReader reader, MqttPacketType type, MqttPeer sender)
    {
        var code = reader.ReadByte();
        var known = type switch
        {
            MqttPacketType.ConnAck => ConnAck,
            MqttPacketType.PubAck => PubAck,
            MqttPacketType.SubAck => SubAck,
            MqttPacketType.UnsubAck => UnsubAck,
            _ => sender == MqttPeer.Client ? FromClient : FromServer,
        };
        return known.Contains(code)
            ? (MqttReasonCode)code
            : throw new MqttProtocolException(MqttReasonCode.ProtocolError, $"reason code 0x{code:X2} does not belong in {type}");
    }

    public static MqttReasonCode FromReturnCode(byte code) => code switch
    {
        0 => MqttReasonCode.Success,
        1 => MqttReasonCode.UnsupportedProtocolVersion,
        2 => MqttReasonCode.ClientIdentifierNotValid,
        3 => MqttReasonCode.ServerUnavailable,
        4 => MqttReasonCode.BadUserNameOrPassword,
        5 => MqttReasonCode.NotAuthorized,
        _ => throw PacketReader.Malformed($"return code {code}"),
    };
}
