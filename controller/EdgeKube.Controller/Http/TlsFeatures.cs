using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Security.Identities;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EdgeKube.Controller.Http;

/// <summary>What a handshake has agreed upon.</summary>
/// <param name="stream">After its handshake.</param>
/// <param name="principal">Who the certificate stands for; null without one, or when its holder is not let in.</param>
internal sealed class TlsFeatures(SslStream stream, Principal? principal) : ITlsConnectionFeature, ITlsApplicationProtocolFeature
{
    public X509Certificate2? ClientCertificate { get; set; } = stream.RemoteCertificate as X509Certificate2;

    public Principal? Principal => principal;

    public ReadOnlyMemory<byte> ApplicationProtocol => stream.NegotiatedApplicationProtocol.Protocol;

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);
}
