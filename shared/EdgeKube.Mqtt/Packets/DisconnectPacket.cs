namespace EdgeKube.Mqtt;

internal sealed class DisconnectPacket(MqttReasonCode reason, string? reasonString = null) : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.Disconnect;

    public MqttReasonCode Reason { get; } = reason;

    public string? ReasonString { get; } = reasonString;

    /// <summary>Null: as in CONNECT.</summary>
    public uint? SessionExpirySeconds { get; init; }
}
