namespace EdgeKube.Mqtt;

/// <summary>What a CONNECT gets, apart from who it comes from. Pure.</summary>
internal static class ConnectPlanner
{
    private const int MaxClientIdLength = 256;

    // Timers reach 49 days.
    private static readonly TimeSpan LongestExpiry = TimeSpan.FromDays(45);

    /// <summary>Why the CONNECT is refused whoever sends it, or null.</summary>
    public static MqttReasonCode? Refuse(ConnectPacket connect)
    {
        if (connect.AuthenticationMethod is not null)
        {
            return MqttReasonCode.BadAuthenticationMethod;
        }

        // MQTT 3.1.1 has a state for ever or none; a state for ever under a name nobody knows makes no sense.
        if (connect.ClientId.Length > MaxClientIdLength
            || (connect.ClientId.Length == 0 && connect.Version == MqttProtocolVersion.V311 && !connect.CleanStart))
        {
            return MqttReasonCode.ClientIdentifierNotValid;
        }

        return connect.Will?.Message switch
        {
            { Retain: true } => MqttReasonCode.RetainNotSupported,
            { Qos: MqttQos.ExactlyOnce } when connect.Version == MqttProtocolVersion.V5 => MqttReasonCode.QoSNotSupported,
            _ => null,
        };
    }

    /// <summary>How long the session outlives the connection.</summary>
    public static TimeSpan SessionExpiry(uint asked, MqttClientLimits limits)
    {
        var longest = limits.MaxSessionExpiry < LongestExpiry ? limits.MaxSessionExpiry : LongestExpiry;
        return asked >= longest.TotalSeconds ? longest : TimeSpan.FromSeconds(asked);
    }

    /// <summary>The keep alive in force in seconds, 0 for none. MQTT 3.1.1 cannot be told another than it chose.</summary>
    public static ushort KeepAlive(ConnectPacket connect, MqttClientLimits limits)
    {
        var longest = (ushort)Math.Clamp(limits.MaxKeepAlive.TotalSeconds, 1, ushort.MaxValue);
        var tooLong = connect.KeepAliveSeconds == 0 || connect.KeepAliveSeconds > longest;
        return tooLong && connect.Version == MqttProtocolVersion.V5 ? longest : connect.KeepAliveSeconds;
    }

    public static ConnAckPacket BuildConnAck(ConnectPacket connect, string clientId, bool sessionPresent, MqttClientLimits limits)
    {
        var expiry = (uint)SessionExpiry(connect.SessionExpirySeconds, limits).TotalSeconds;
        var keepAlive = KeepAlive(connect, limits);
        return new ConnAckPacket
        {
            SessionPresent = sessionPresent,
            Reason = MqttReasonCode.Success,
            SessionExpirySeconds = expiry == connect.SessionExpirySeconds ? null : expiry,
            ReceiveMaximum = limits.ReceiveMaximum,
            MaximumQos = MqttQos.AtLeastOnce,
            RetainAvailable = false,
            MaximumPacketSize = (uint)limits.MaxPacketSize,
            AssignedClientId = connect.ClientId.Length == 0 ? clientId : null,
            TopicAliasMaximum = limits.TopicAliasMaximum,
            SubscriptionIdsAvailable = false,
            SharedAvailable = false,
            ServerKeepAliveSeconds = keepAlive == connect.KeepAliveSeconds ? null : keepAlive,
        };
    }
}
