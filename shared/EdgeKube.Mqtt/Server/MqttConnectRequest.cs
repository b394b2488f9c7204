using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKube.Mqtt;

/// <summary>A CONNECT that is to be accepted or refused.</summary>
/// <param name="ClientId">The client id, or the one that will be assigned when the client gave none.</param>
/// <param name="Version">The protocol the client speaks.</param>
/// <param name="RemoteEndPoint">Where the connection comes from.</param>
public sealed record MqttConnectRequest(string ClientId, MqttProtocolVersion Version, IPEndPoint RemoteEndPoint)
{
    /// <summary>True when the client gave no client id and the server assigns one.</summary>
    public bool ClientIdAssigned { get; init; }

    /// <summary>User name, or null.</summary>
    public string? Username { get; init; }

    /// <summary>Password, or null.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>The TLS client certificate, or null. Belongs to the connection.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>True when a kept session is not wanted.</summary>
    public bool CleanStart { get; init; }

    /// <summary>The will, or null. It is published through the handler when the time comes.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>User properties of CONNECT.</summary>
    public IReadOnlyList<MqttUserProperty> UserProperties { get; init; } = [];
}
