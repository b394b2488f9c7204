using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>
/// Opens TLS to the broker: with the operator's certificate, or one of the controller's own authority that is renewed with a connection; and
/// to a broker whose certificate is from the operator's authorities, or else from our own.
/// </summary>
internal sealed class BrokerConnector(BrokerOptions options, CertificateAuthority authority, TrustedClock clock)
{
    private X509Certificate2? _own;

    public async ValueTask<Stream> OpenAsync(MqttServerAddress server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsClientAsync(BuildTls(server), cancellationToken);
            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions BuildTls(MqttServerAddress server)
    {
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = server.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = SslStreamCertificateContext.Create(Certificate(), null, offline: true),
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
            },
        };
        if (options.AuthorityFile is { } file)
        {
            // Somebody else's authority: names and dates are checked as everywhere.
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        }
        else
        {
            tls.RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null && IsOurs(presented.GetRawCertData());
        }

        return tls;
    }

    // What is not valid yet proves that it is later than our clock and floor say.
    private bool IsOurs(byte[] presented) => CertificateVerifier.Verify(presented, authority.Trusted, CertificatePurpose.Server, clock.Read().Proven).Outcome
        is CertificateOutcome.Valid or CertificateOutcome.NotYetValid;

    private X509Certificate2 Certificate()
    {
        if (options.CertificateFile is { } certificate)
        {
            // Read each time: whoever renews the files need not restart anything.
            return X509Certificate2.CreateFromPemFile(certificate, options.KeyFile);
        }

        if (_own is null || clock.Read().Proven > _own.NotBefore.ToUniversalTime() + ((_own.NotAfter - _own.NotBefore) * 2 / 3))
        {
            _own = authority.IssueForBroker();
        }

        return _own;
    }
}
