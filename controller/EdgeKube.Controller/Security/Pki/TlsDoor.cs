using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>The TLS of a door: what it shows, and whom it takes. A client without a certificate comes in to enrol, and gets no further.</summary>
internal sealed class TlsDoor(DoorCertificate certificate, CertificateGate gate, RefusalLog refusals)
{
    /// <summary>For one handshake.</summary>
    public SslServerAuthenticationOptions Options(IPEndPoint remote) => new()
    {
        ServerCertificateContext = certificate.Context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,

        // A resumed session would not be looked at again: where it is allowed, it is so by name only, so that one context serves all.
        AllowTlsResume = TlsTuning.EndsResumption,

        // The framework builds a chain before it asks us: without this it would fetch what a stranger's certificate names.
        CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            TrustMode = X509ChainTrustMode.CustomRootTrust,
        },
        RemoteCertificateValidationCallback = (_, presented, _, _) => IsWelcome(presented, remote),
    };

    private bool IsWelcome(X509Certificate? presented, IPEndPoint remote)
    {
        if (presented is null)
        {
            return true;
        }

        var decision = gate.Check(presented.GetRawCertData());
        if (decision.Principal is null)
        {
            refusals.Add("certificate", remote.Address.ToString(), decision.Reason);
        }

        return decision.Principal is not null;
    }
}
