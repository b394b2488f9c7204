using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>Clients of the broker, each with a certificate in its name.</summary>
internal static class SecureClient
{
    public static MqttClientOptions Options(SecureBroker broker, string identity)
    {
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = SslStreamCertificateContext.Create(broker.Issue(identity), null, offline: true),
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(broker.AuthorityFile);
        return new MqttClientOptions
        {
            Servers = [new MqttServerAddress("127.0.0.1", broker.Port)],
            Tls = tls,
            ClientId = identity,
            SessionExpiry = TimeSpan.Zero,
            Backoff = new ReconnectBackoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)),
        };
    }

    /// <summary>A connection that the caller can break, by its socket.</summary>
    public static async ValueTask<Stream> OpenAsync(MqttServerAddress server, SslClientAuthenticationOptions tls, Action<Socket> opened, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        opened(socket);
        await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(tls, cancellationToken);
        return stream;
    }
}
