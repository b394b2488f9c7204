using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Transport;

/// <summary>What a client proves itself with, and whom it trusts.</summary>
/// <param name="Identity">Who it is: what the certificate says, or the token.</param>
/// <param name="Trusted">Whose word counts for the server.</param>
/// <param name="Certificate">With its key; null for a client that has only a token yet.</param>
internal sealed record ClientCredentials(Identity Identity, TrustBundle Trusted, X509Certificate2? Certificate)
{
    // From two thirds of its life on, as everywhere.
    private const double RenewFrom = 2.0 / 3;

    /// <summary>The token's secret; null with a certificate.</summary>
    public ReadOnlyMemory<byte>? Secret { get; init; }

    public static ClientCredentials Of(EnrollmentToken token) => new(token.Identity, TrustBundle.Of(token.Authority), null) { Secret = token.Secret };

    /// <summary>Reads them from PEM.</summary>
    /// <param name="fault">What is wrong, when null is returned. Says nothing of the key.</param>
    public static ClientCredentials? Find(string ca, string certificate, string key, out string? fault)
    {
        if (TrustBundle.Find([ca], out fault) is not { } trusted)
        {
            fault = $"ca: {fault}";
            return null;
        }

        try
        {
            using var own = ECDsa.Create();
            own.ImportFromPem(key);
            using var shown = X509Certificate2.CreateFromPem(certificate);
            if (Identity.Find(shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false)) is { Kind: IdentityKind.User } identity)
            {
                return new(identity, trusted, shown.CopyWithPrivateKey(own));
            }

            fault = "certificate: is no user's";
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            fault = "certificate and key: are not in PEM, or do not belong together";
        }

        return null;
    }

    /// <summary>Whether it is time for another certificate.</summary>
    public bool IsRenewalDue(DateTimeOffset now) => Certificate is { } own
        && now.UtcDateTime >= own.NotBefore.ToUniversalTime() + ((own.NotAfter - own.NotBefore) * RenewFrom);

    /// <summary>Whether the server lets it do nothing but renew.</summary>
    public bool IsExpired(DateTimeOffset now) => Certificate is { } own && now.UtcDateTime > own.NotAfter.ToUniversalTime();

    /// <summary>TLS settings for one connection.</summary>
    public ClientTls BuildTls(TimeProvider clock)
    {
        var tls = new ClientTls(certificate => FindFault(certificate, clock.GetUtcNow()));
        if (Certificate is not null)
        {
            tls.Show(Certificate);
        }

        return tls;
    }

    // A clock that is behind keeps nobody out: the certificate itself proves that it is later.
    private string? FindFault(ReadOnlyMemory<byte> certificate, DateTimeOffset now)
    {
        var verdict = CertificateVerifier.Verify(certificate, Trusted, CertificatePurpose.Server, now);
        return verdict.Outcome is CertificateOutcome.Valid or CertificateOutcome.NotYetValid ? null : verdict.Reason;
    }
}
