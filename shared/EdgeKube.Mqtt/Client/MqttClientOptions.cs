using System.Net.Security;

namespace EdgeKube.Mqtt;

/// <summary>How a client connects. Durations on the wire are whole seconds.</summary>
public sealed record MqttClientOptions
{
    /// <summary>Servers, tried in turn.</summary>
    public required IReadOnlyList<MqttServerAddress> Servers { get; init; }

    /// <summary>TLS settings, or null for plain TCP. The host name is filled in per server when it is empty.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Opens the byte stream to a server in place of TCP and <see cref="Tls"/>; null for those.</summary>
    public Func<MqttServerAddress, CancellationToken, ValueTask<Stream>>? Connector { get; init; }

    /// <summary>Client id; empty lets the server assign one.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>User name, or null.</summary>
    public string? Username { get; init; }

    /// <summary>Password, or null.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Time without anything sent after which PINGREQ is sent; zero for never. The server may set another.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long PINGRESP may take before the connection counts as dead.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long TCP, TLS and CONNACK together may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Drop a session the server may still have, at the first connection only.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>How long the server keeps the session after the connection; zero for not at all.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Granted filters are subscribed again by themselves when the session was lost; false where the handler does it whenever it is connected.</summary>
    public bool KeepSubscriptions { get; init; } = true;

    /// <summary>How many QoS 1 messages the server may have on the way to this client.</summary>
    public ushort ReceiveMaximum { get; init; } = 64;

    /// <summary>The largest packet this client accepts, in bytes.</summary>
    public int MaximumPacketSize { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many topic aliases the server may use.</summary>
    public ushort TopicAliasMaximum { get; init; } = 16;

    /// <summary>How many messages may wait for an acknowledgement or a connection; above it a publish is refused with QuotaExceeded.</summary>
    public int MaxQueuedMessages { get; init; } = 1024;

    /// <summary>How many payload bytes may wait for an acknowledgement or a connection; one message may always.</summary>
    public long MaxQueuedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Published by the server when this client is lost, or null.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>User properties of CONNECT.</summary>
    public IReadOnlyList<MqttUserProperty> UserProperties { get; init; } = [];

    /// <summary>Waits between attempts to connect.</summary>
    public ReconnectBackoff Backoff { get; init; } = new();

    /// <summary>The clock and its timers.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
