using System.Security.Cryptography;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// <c>admin.yaml</c>: with it edgectl is the administrator, on this machine or wherever it is copied to. Made at the first start and
/// kept up to date; its key stays, so that copies of it stay good. A revoked administrator is not brought back.
/// </summary>
internal sealed class AdministratorFile(string path, CertificateAuthority authority, IdentityStore identities, TrustedClock clock, ILogger<AdministratorFile> log)
{
    private static readonly Identity Administrator = Identity.User("admin");

    private string? _server;
    private DateTimeOffset _renewAt = DateTimeOffset.MaxValue;

    /// <summary>The TLS door is open.</summary>
    /// <param name="server">How it is reached from this machine.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public Task DoorOpenedAsync(string server, CancellationToken cancellationToken)
    {
        _server = server;
        return WriteAsync(server, cancellationToken);
    }

    /// <summary>Renews the certificate when it is time.</summary>
    public Task TickAsync(CancellationToken cancellationToken) =>
        _server is { } server && clock.Read().Proven >= _renewAt ? WriteAsync(server, cancellationToken) : Task.CompletedTask;

    private async Task WriteAsync(string server, CancellationToken cancellationToken)
    {
        if (identities.Find(Administrator) is { State: not IdentityState.Active })
        {
            _renewAt = DateTimeOffset.MaxValue;
            return;
        }

        var present = PrivateFiles.Find(path) ?? "";
        using var key = FindKey(present) ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = P256Key.Of(key);
        var (pem, content) = FindCertificate(present, publicKey) ?? await IssueAsync(publicKey, cancellationToken);
        _renewAt = content.RenewAt;
        var text = AdministratorText.Format(server, authority.Trusted.Pems, pem, key.ExportPkcs8PrivateKeyPem());
        if (text != present)
        {
            PrivateFiles.Write(path, text);
            PkiLog.AdministratorWritten(log, path);
        }
    }

    private async Task<(string Pem, CertificateContent Content)> IssueAsync(P256Key key, CancellationToken cancellationToken)
    {
        using var certificate = authority.Issue(Administrator, [Caller.Masters], key);
        var content = CertificateVerifier.Verify(certificate.RawData, authority.Trusted, CertificatePurpose.Client, clock.Read().Proven).Certificate!;
        var enrolled = new EnrolledKey { Hash = key.Hash, Serial = content.Serial, NotAfter = content.NotAfter, Groups = [Caller.Masters] };
        await identities.AddKeyAsync(Administrator, enrolled, cancellationToken);
        return (certificate.ExportCertificatePem(), content);
    }

    // The one in the file, if it is still to be used: by the issuing authority, not due for renewal, for that key, and on record.
    private (string Pem, CertificateContent Content)? FindCertificate(string text, P256Key key)
    {
        var now = clock.Read().Proven;
        foreach (var pem in AdministratorText.Blocks(text, "CERTIFICATE"))
        {
            var verdict = CertificateVerifier.Verify(AdministratorText.Decode(pem), authority.Trusted, CertificatePurpose.Client, now);
            if (verdict is { Certificate: { } content, Issuer: { } issuer }
                && content.Identity == Administrator
                && content.PublicKey.Equals(key)
                && now < content.RenewAt
                && issuer.PublicKey.Equals(authority.Set.Issuing.PublicKey)
                && identities.Find(Administrator)?.FindKey(key.Hash) is not null)
            {
                return (pem, content);
            }
        }

        return null;
    }

    private static ECDsa? FindKey(string text)
    {
        foreach (var pem in AdministratorText.Blocks(text, "PRIVATE KEY"))
        {
            var key = ECDsa.Create();
            try
            {
                key.ImportFromPem(pem);
                _ = P256Key.Of(key);
                return key;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                // Somebody has changed the file: a new key takes its place.
                key.Dispose();
            }
        }

        return null;
    }
}
