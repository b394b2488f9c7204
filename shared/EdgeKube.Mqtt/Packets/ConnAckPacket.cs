namespace EdgeKube.Mqtt;

internal sealed class ConnAckPacket : MqttPacket
{
    public override MqttPacketType Type => MqttPacketType.ConnAck;

    public bool SessionPresent { get; init; }

    public MqttReasonCode Reason { get; init; }

    public string? ReasonString { get; init; }

    /// <summary>Null: as asked for.</summary>
    public uint? SessionExpirySeconds { get; init; }

    /// <summary>65,535 when absent on the wire.</summary>
    public ushort ReceiveMaximum { get; init; } = ushort.MaxValue;

    public MqttQos MaximumQos { get; init; } = MqttQos.ExactlyOnce;

    public bool RetainAvailable { get; init; } = true;

    /// <summary>Null for no maximum.</summary>
    public uint? MaximumPacketSize { get; init; }

    public string? AssignedClientId { get; init; }

    public ushort TopicAliasMaximum { get; init; }

    public bool WildcardAvailable { get; init; } = true;

    public bool SubscriptionIdsAvailable { get; init; } = true;

    public bool SharedAvailable { get; init; } = true;

    /// <summary>Null: as asked for.</summary>
    public ushort? ServerKeepAliveSeconds { get; init; }

    public IReadOnlyList<MqttUserProperty> UserProperties { get; init; } = [];
}
