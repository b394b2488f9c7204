using System.Net.Security;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// What the TLS doors show. Its key is in memory only, made anew with each certificate: clients trust the authority, not this key. Ask for
/// <see cref="Context"/> at each handshake, and a renewal needs no restart.
/// </summary>
internal sealed class DoorCertificate(CertificateAuthority authority, TrustedClock clock, Func<DoorNames> observeNames, ILogger<DoorCertificate> log)
{
    private readonly Lock _lock = new();
    private volatile Shown? _shown;

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
            PkiLog.DoorCertificateMade(log, to, string.Join(", ", [.. names.Hosts, .. names.Addresses]));
            return shown;
        }
    }

    private sealed record Shown(SslStreamCertificateContext Context, Authority Issuer, DoorNames Names, DateTimeOffset RenewAt);
}
