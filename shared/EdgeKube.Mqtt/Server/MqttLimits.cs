namespace EdgeKube.Mqtt;

/// <summary>What the endpoint takes from the network as a whole. All are checked before anything is allocated.</summary>
public sealed record MqttLimits
{
    /// <summary>Connections before CONNECT was accepted, in total.</summary>
    public int MaxUnauthenticated { get; init; } = 256;

    /// <summary>Connections before CONNECT was accepted, per source (an IPv4 address or an IPv6 /64).</summary>
    public int MaxUnauthenticatedPerSource { get; init; } = 64;

    /// <summary>New connections per second in total; bursts of twice as many.</summary>
    public int ConnectionsPerSecond { get; init; } = 200;

    /// <summary>New connections per second per source; bursts of twice as many.</summary>
    public int ConnectionsPerSecondPerSource { get; init; } = 50;

    /// <summary>From accept to a complete CONNECT, the TLS handshake included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest packet before CONNECT was accepted, in bytes.</summary>
    public int MaxUnauthenticatedPacketSize { get; init; } = 64 * 1024;

    /// <summary>Connected clients.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Sessions, connected or kept for a client that may return.</summary>
    public int MaxSessions { get; init; } = 20_000;
}
