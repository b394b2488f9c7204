using System.Net;
using System.Net.Security;

namespace EdgeKube.Mqtt;

/// <summary>Where and how the endpoint listens.</summary>
public sealed record MqttServerOptions
{
    /// <summary>The address to listen on; port 0 picks a free one.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>TLS settings, or null for plain TCP.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>
    /// TLS settings for one handshake with this client, in place of <see cref="Tls"/>: so that a certificate can be renewed without a
    /// restart. Null for <see cref="Tls"/>. What it throws ends the connection.
    /// </summary>
    public Func<IPEndPoint, SslServerAuthenticationOptions>? TlsPerConnection { get; init; }

    /// <summary>What is taken from the network as a whole.</summary>
    public MqttLimits Limits { get; init; } = new();

    /// <summary>The clock and its timers.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
