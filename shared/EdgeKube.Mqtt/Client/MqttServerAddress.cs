namespace EdgeKube.Mqtt;

/// <summary>Where a server listens.</summary>
/// <param name="Host">Host name or IP address, that of IPv6 without brackets; with TLS also the name that is checked.</param>
/// <param name="Port">TCP port.</param>
public readonly record struct MqttServerAddress(string Host, int Port)
{
    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
