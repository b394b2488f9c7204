using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Security.Enrollment;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Who is believed: authority, identities, tokens, and the loops that keep them.</summary>
internal sealed record TrustParts(
    TrustedClock Clock,
    CertificateAuthority Authority,
    TlsDoor Door,
    CertificateGate Gate,
    TokenGate Tokens,
    LiveSessions Sessions,
    RefusalLog Refusals,
    TrustApi Api,
    AdvertisedAddresses Addresses,
    AdministratorFile Administrator,
    IReadOnlyList<IControllerLoop> Loops) : IDisposable
{
    /// <param name="options">The configuration.</param>
    /// <param name="store">Where identities and tokens are.</param>
    /// <param name="tombstones">The nodes that were removed and have not left yet.</param>
    /// <param name="logs">For every part.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="isSynchronized">Whether something keeps that clock right.</param>
    /// <exception cref="PkiDamagedException">The keys are unreadable or lost.</exception>
    public static TrustParts Build(ControllerOptions options, IClusterStore store, Tombstones tombstones, ILoggerFactory logs, TimeProvider time, Func<bool> isSynchronized)
    {
        var directory = Path.Combine(options.DataDir, "pki");
        var clock = TrustedClock.Open(Path.Combine(directory, "time"), time, isSynchronized);
        var authority = CertificateAuthority.Open(directory, clock, options.CertificateTTL);
        var identities = new IdentityStore(store);
        var tokens = new TokenStore(store);
        var addresses = new AdvertisedAddresses(options.Advertise);
        var gate = new CertificateGate(authority, identities, tombstones, clock);
        var refusals = new RefusalLog(time, logs.CreateLogger<RefusalLog>());
        var shown = new DoorCertificate(authority, clock, () => DoorNames.Observe(options.ServerNames), logs.CreateLogger<DoorCertificate>());
        var sessions = new LiveSessions(new EnrolledSessionRules(gate, identities), time, logs.CreateLogger<LiveSessions>());
        var administrator = new AdministratorFile(
            Path.Combine(options.DataDir, "admin.yaml"), authority, identities, clock, logs.CreateLogger<AdministratorFile>());
        var api = new TrustApi(
            new CertificateHandler(store, identities, tokens, authority, clock, addresses, logs.CreateLogger<CertificateHandler>()),
            new TokenHandler(tokens, authority, clock, addresses, logs.CreateLogger<TokenHandler>()),
            new IdentityHandler(identities, logs.CreateLogger<IdentityHandler>()),
            new AuthorityHandler(authority, logs.CreateLogger<AuthorityHandler>()));
        return new TrustParts(
            clock,
            authority,
            new TlsDoor(shown, gate, refusals),
            gate,
            new TokenGate(tokens, clock),
            sessions,
            refusals,
            api,
            addresses,
            administrator,
            [
                new AccessWatch(store, sessions),
                new PkiLoop(authority, shown, clock, new TokenExpiry(tokens, clock), administrator, refusals, logs.CreateLogger<PkiLoop>()),
            ]);
    }

    public void Dispose()
    {
        Clock.WriteAtStop();
        Authority.Dispose();
    }
}
