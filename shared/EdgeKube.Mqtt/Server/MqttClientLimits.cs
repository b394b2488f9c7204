namespace EdgeKube.Mqtt;

/// <summary>What one authenticated client may use. Its worst case in memory is about ReceiveMaximum × MaxPacketSize in, MaxQueuedBytes out.</summary>
public sealed record MqttClientLimits
{
    /// <summary>The defaults.</summary>
    public static MqttClientLimits Default { get; } = new();

    /// <summary>The largest packet the client may send, in bytes.</summary>
    public int MaxPacketSize { get; init; } = 1024 * 1024;

    /// <summary>How many QoS 1 messages may be on the way from the client.</summary>
    public ushort ReceiveMaximum { get; init; } = 32;

    /// <summary>Packets per second, with bursts of two seconds' worth; a faster client is read later, and slows down. 0 for any number.</summary>
    public int MaxPacketsPerSecond { get; init; }

    /// <summary>How many topic aliases the client may use.</summary>
    public ushort TopicAliasMaximum { get; init; } = 16;

    /// <summary>The longest keep alive; an MQTT 5 client is told to use it when it asks for more or for none.</summary>
    public TimeSpan MaxKeepAlive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest time a session is kept after its connection.</summary>
    public TimeSpan MaxSessionExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Sessions of one identity that are kept without a connection; beyond it, one of them ends for each that is made. 0 for any number.</summary>
    public int MaxKeptSessions { get; init; }

    /// <summary>Subscriptions of one session.</summary>
    public int MaxSubscriptions { get; init; } = 64;

    /// <summary>Outgoing QoS 1 messages that wait for the client; beyond it, the connection ends with QuotaExceeded.</summary>
    public int MaxQueuedMessages { get; init; } = 1024;

    /// <summary>Outgoing bytes that wait for the client; beyond it, the connection ends with QuotaExceeded. One message may always.</summary>
    public long MaxQueuedBytes { get; init; } = 32 * 1024 * 1024;
}
