using EdgeKube.Api;
using EdgeKube.Controller.Backup;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Fleet.Operations;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Security.Enrollment;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Security.Sealing;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Who is believed: authority, identities, tokens, and the loops that keep them.</summary>
internal sealed record TrustParts(
    TrustedClock Clock,
    CertificateAuthority Authority,
    DoorCertificate Shown,
    TlsDoor Door,
    CertificateGate Gate,
    IdentityStore Identities,
    TokenStore TokenStore,
    TokenGate Tokens,
    LiveSessions Sessions,
    RefusalLog Refusals,
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
        var clock = TrustedClock.Open(Path.Combine(directory, "time"), time, () => options.TrustClock || isSynchronized());
        var authority = CertificateAuthority.Open(directory, clock, options.CertificateTTL);
        var identities = new IdentityStore(store);
        var tokens = new TokenStore(store);
        var addresses = new AdvertisedAddresses(options.Advertise);
        var gate = new CertificateGate(authority, identities, tombstones, clock);
        var refusals = new RefusalLog(time, logs.CreateLogger<RefusalLog>());
        var shown = new DoorCertificate(authority, clock, () => DoorNames.Observe(options.ServerNames), logs.CreateLogger<DoorCertificate>())
        {
            CopyDirectory = options.Broker is null ? null : directory,
        };
        var sessions = new LiveSessions(new EnrolledSessionRules(gate, identities), time, logs.CreateLogger<LiveSessions>());
        var administrator = new AdministratorFile(
            Path.Combine(options.DataDir, "admin.yaml"), authority, identities, clock, logs.CreateLogger<AdministratorFile>());
        return new TrustParts(
            clock,
            authority,
            shown,
            new TlsDoor(shown, gate, refusals),
            gate,
            identities,
            tokens,
            new TokenGate(tokens, clock),
            sessions,
            refusals,
            addresses,
            administrator,
            [
                new AccessWatch(store, sessions),
                new PkiLoop(authority, shown, clock, new TokenExpiry(tokens, clock), administrator, refusals, logs.CreateLogger<PkiLoop>()),
            ]);
    }

    /// <param name="store">Where identities and tokens are.</param>
    /// <param name="seal">What Secrets are sealed with.</param>
    /// <param name="directory">Where the authority's files are.</param>
    /// <param name="resolve">Takes a person's word that a node shall take this controller's view; returns why not, or null.</param>
    /// <param name="operations">What may be asked of nodes.</param>
    /// <param name="logs">For every part.</param>
    public TrustApi BuildApi(
        IClusterStore store, SecretSeal seal, string directory, Func<string, CancellationToken, Task<ApiStatus?>> resolve, NodeOperations operations, ILoggerFactory logs) => new(
        new CertificateHandler(store, Identities, TokenStore, Authority, Clock, Addresses, logs.CreateLogger<CertificateHandler>()),
        new TokenHandler(TokenStore, Authority, Clock, Addresses, logs.CreateLogger<TokenHandler>()),
        new IdentityHandler(Identities, logs.CreateLogger<IdentityHandler>()),
        new AuthorityHandler(Authority, logs.CreateLogger<AuthorityHandler>()),
        new BackupHandler(store, directory),
        new SecretKeyHandler(new SecretKeyRotation(store, seal, directory), logs.CreateLogger<SecretKeyHandler>()),
        operations,
        resolve);

    public void Dispose()
    {
        Clock.WriteAtStop();
        Authority.Dispose();
    }
}
