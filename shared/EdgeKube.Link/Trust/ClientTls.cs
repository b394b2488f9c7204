using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKube.Link.Trust;

/// <summary>
/// TLS settings of a client of the controller. The server is judged by one function alone, which asks <see cref="CertificateVerifier"/>:
/// the system's list of authorities and the machine's clock have no say.
/// </summary>
public sealed class ClientTls
{
    private readonly Func<ReadOnlyMemory<byte>, string?> _findFault;

    /// <param name="findFault">Given the server's certificate in DER; says why it is not trusted, or null.</param>
    public ClientTls(Func<ReadOnlyMemory<byte>, string?> findFault)
    {
        _findFault = findFault;
        Options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = NoChain(),
            RemoteCertificateValidationCallback = (_, certificate, _, _) => Judge(certificate),

            // A resumed session would go on under the certificate that it began with.
            AllowTlsResume = false,
        };
    }

    /// <summary>To connect with. Each new connection takes them as they are then.</summary>
    public SslClientAuthenticationOptions Options { get; }

    /// <summary>Why the last server was not trusted; null when it was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows this certificate in connections made from now on.</summary>
    /// <param name="certificate">With its key.</param>
    public void Show(X509Certificate2 certificate) => Options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);

    private bool Judge(X509Certificate? certificate)
    {
        Refusal = certificate is null ? "the server shows no certificate" : _findFault(certificate.GetRawCertData());
        return Refusal is null;
    }

    // A chain is built in any case; like this it costs nothing: no download, no list of revoked ones, no system roots.
    private static X509ChainPolicy NoChain() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
