using System.Net.Security;
using System.Net.Sockets;

namespace EdgeKube.Mqtt;

/// <summary>Opens a connection: TCP, TLS, CONNECT, CONNACK.</summary>
internal static class ClientConnector
{
    /// <summary>Throws <see cref="MqttReasonException"/> when refused, and what sockets, TLS and the decoder throw.</summary>
    /// <param name="options">The client's.</param>
    /// <param name="server">Where to.</param>
    /// <param name="cleanStart">Drop a session that the server may have.</param>
    /// <param name="build">What goes behind CONNECT; asked for when there is somebody to send it to.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<(MqttConnection Connection, ConnAckPacket ConnAck)> OpenAsync(
        MqttClientOptions options, MqttServerAddress server, bool cleanStart, Func<Task<IReadOnlyList<MqttPacket>>> build, CancellationToken cancellationToken)
    {
        var (stream, socket) = await OpenStreamAsync(options, server, cancellationToken).ConfigureAwait(false);
        var connection = new MqttConnection(stream, socket, MqttPeer.Server, options.TimeProvider) { MaxPacketSize = options.MaximumPacketSize };
        try
        {
            var opening = await build().WaitAsync(cancellationToken).ConfigureAwait(false);
            connection.Output.Hold();
            connection.Send(BuildConnect(options, cleanStart));
            foreach (var further in opening)
            {
                connection.Send(further);
            }

            connection.Output.Release();
            var packet = await connection.ReadAsync(cancellationToken).ConfigureAwait(false);
            return packet switch
            {
                ConnAckPacket { Reason: MqttReasonCode.Success } connAck => (connection, connAck),
                ConnAckPacket refused => throw new MqttReasonException(refused.Reason, refused.ReasonString),
                null => throw new IOException("the server closed the connection before CONNACK"),
                _ => throw new MqttProtocolException(MqttReasonCode.ProtocolError, $"{packet.Type} before CONNACK"),
            };
        }
        catch
        {
            await connection.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static ConnectPacket BuildConnect(MqttClientOptions options, bool cleanStart) => new()
    {
        ClientId = options.ClientId,
        CleanStart = cleanStart,
        KeepAliveSeconds = Seconds(options.KeepAlive),
        Username = options.Username,
        Password = options.Password,
        Will = options.Will,
        SessionExpirySeconds = (uint)Math.Clamp(options.SessionExpiry.TotalSeconds, 0, uint.MaxValue),
        ReceiveMaximum = options.ReceiveMaximum,
        MaximumPacketSize = (uint)options.MaximumPacketSize,
        TopicAliasMaximum = options.TopicAliasMaximum,
        UserProperties = options.UserProperties,
    };

    private static ushort Seconds(TimeSpan time) => (ushort)Math.Clamp(Math.Ceiling(time.TotalSeconds), 0, ushort.MaxValue);

    private static async Task<(Stream Stream, Socket? Socket)> OpenStreamAsync(
        MqttClientOptions options, MqttServerAddress server, CancellationToken cancellationToken)
    {
        if (options.Connector is { } connector)
        {
            return (await connector(server, cancellationToken).ConfigureAwait(false), null);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return options.Tls is null ? (stream, socket) : (await SecureAsync(stream, options.Tls, server, cancellationToken).ConfigureAwait(false), socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream stream, SslClientAuthenticationOptions tls, MqttServerAddress server, CancellationToken cancellationToken)
    {
        var ssl = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await ssl.AuthenticateAsClientAsync(WithHost(tls, server.Host), cancellationToken).ConfigureAwait(false);
            return ssl;
        }
        catch
        {
            await ssl.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The same options, with the server's name to check when none is set. The given ones are shared and stay as they are.</summary>
    private static SslClientAuthenticationOptions WithHost(SslClientAuthenticationOptions tls, string host) => !string.IsNullOrEmpty(tls.TargetHost)
        ? tls
        : new SslClientAuthenticationOptions
        {
            TargetHost = host,
            AllowRenegotiation = tls.AllowRenegotiation,
            AllowTlsResume = tls.AllowTlsResume,
            ApplicationProtocols = tls.ApplicationProtocols,
            CertificateChainPolicy = tls.CertificateChainPolicy,
            CertificateRevocationCheckMode = tls.CertificateRevocationCheckMode,
            CipherSuitesPolicy = tls.CipherSuitesPolicy,
            ClientCertificateContext = tls.ClientCertificateContext,
            ClientCertificates = tls.ClientCertificates,
            EnabledSslProtocols = tls.EnabledSslProtocols,
            LocalCertificateSelectionCallback = tls.LocalCertificateSelectionCallback,
            RemoteCertificateValidationCallback = tls.RemoteCertificateValidationCallback,
        };
}
