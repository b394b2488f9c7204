using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// What the TLS doors show. Its key is made anew with each certificate, for clients trust the authority, not this key; it is in memory only, unless
/// <see cref="CopyDirectory"/> says otherwise. Ask for <see cref="Context"/> at each handshake, and a renewal needs no restart.
/// </summary>
internal sealed class DoorCertificate(CertificateAuthority authority, TrustedClock clock, Func<DoorNames> observeNames, ILogger<DoorCertificate> log)
{
    private readonly Lock _lock = new();
    private volatile Shown? _shown;

    /// <summary>Where a copy of certificate and key is kept for an external broker, which nodes then believe as they do this controller; null: none.</summary>
    public string? CopyDirectory { get; init; }

    public SslStreamCertificateContext Context => (_shown is { } shown && shown.Issuer == authority.Set.Serving ? shown : Renew()).Context;

    /// <summary>Makes a new one when the old one has lived two thirds of its life, names have changed, or another authority serves.</summary>
    public void Tick()
    {
        var names = observeNames();
        if (_shown is not { } shown || IsDue(shown, names, authority.Set.Serving, clock.Read()))
        {
            Renew();
        }
    }

    private static bool IsDue(Shown shown, DoorNames names, Authority serving, TimeReading reading) =>
        shown.Issuer != serving || reading.Proven >= shown.RenewAt || !names.IsSameAs(shown.Names);

    // The old one is left to the handshakes that use it, and then to the collector.
    private Shown Renew()
    {
        lock (_lock)
        {
            var names = observeNames();
            var (certificate, issuer) = authority.IssueServer(names);
            var (from, to) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
            var context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
            var shown = new Shown(context, issuer, names, from + ((to - from) * 2 / 3));
            _shown = shown;
            WriteCopy(certificate);
            PkiLog.DoorCertificateMade(log, to, string.Join(", ", [.. names.Hosts, .. names.Addresses]));
            return shown;
        }
    }

    private void WriteCopy(X509Certificate2 certificate)
    {
        if (CopyDirectory is not { } directory)
        {
            return;
        }

        try
        {
            using var key = certificate.GetECDsaPrivateKey()!;
            PrivateFiles.Write(Path.Combine(directory, "server.key"), key.ExportPkcs8PrivateKeyPem());
            PrivateFiles.Write(Path.Combine(directory, "server.crt"), certificate.ExportCertificatePem());
        }
        catch (IOException e)
        {
            // The doors have theirs; the copy before it is good for a third of its life yet.
            PkiLog.CopyNotWritten(log, directory, e.Message);
        }
    }

    private sealed record Shown(SslStreamCertificateContext Context, Authority Issuer, DoorNames Names, DateTimeOffset RenewAt);
}
