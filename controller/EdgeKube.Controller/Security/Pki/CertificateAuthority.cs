using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>The controller's own authority, kept in <c>pki/</c> and made at the first start.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _directory;
    private readonly TrustedClock _clock;
    private volatile AuthoritySet _set;
    private volatile TrustBundle _trusted;

    private CertificateAuthority(string directory, TrustedClock clock, TimeSpan life, AuthoritySet set)
    {
        _directory = directory;
        _clock = clock;
        CertificateLife = life;
        _set = set;
        _trusted = BundleOf(set);
    }

    /// <summary>After a rotation began or ended.</summary>
    public event Action? Changed;

    /// <summary>How long what it issues lasts.</summary>
    public TimeSpan CertificateLife { get; }

    public AuthoritySet Set => _set;

    /// <summary>Whose certificates count now.</summary>
    public TrustBundle Trusted => _trusted;

    /// <param name="directory">Made if need be.</param>
    /// <param name="clock">The time that counts.</param>
    /// <param name="life">Of the certificates to be issued.</param>
    /// <exception cref="PkiDamagedException">The keys are unreadable or lost; nothing was changed.</exception>
    public static CertificateAuthority Open(string directory, TrustedClock clock, TimeSpan life)
    {
        PrivateFiles.EnsureDirectory(directory);
        var authority = new CertificateAuthority(directory, clock, life, Read(directory) ?? Make(directory, clock));
        clock.Prove(authority._set.Issuing.NotBefore);

        // Only a copy for other programs: written again when it is not what it should be.
        authority.WriteBundle();
        return authority;
    }

    /// <summary>A certificate for a node or user, valid from now on.</summary>
    /// <param name="identity">Whose it is.</param>
    /// <param name="groups">Told by the certificate.</param>
    /// <param name="key">Its public half.</param>
    /// <param name="life">How long, if that is less than usual; null: as long as others.</param>
    public X509Certificate2 Issue(Identity identity, IReadOnlyList<string> groups, P256Key key, TimeSpan? life = null)
    {
        var certificate = LeafIssuer.IssueClient(
            _set.Issuing, identity.ToString(), groups, key, _clock.Read(), life < CertificateLife ? life.Value : CertificateLife);
        _clock.WriteWithOthers();
        return certificate;
    }

    /// <summary>The controller's own towards an external broker, with its key. It opens no door: its name is no identity.</summary>
    public X509Certificate2 IssueForBroker()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = LeafIssuer.IssueClient(_set.Issuing, MosquittoAcl.Controller, [], P256Key.Of(key), _clock.Read(), CertificateLife);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A door's certificate with its key.</summary>
    public (X509Certificate2 Certificate, Authority Issuer) IssueServer(DoorNames names)
    {
        var issuer = _set.Serving;
        return (LeafIssuer.IssueServer(issuer, names, _clock.Read(), CertificateLife), issuer);
    }

    /// <summary>Begins a rotation. False when one is under way.</summary>
    public bool TryRotate(TimeSpan overlap)
    {
        lock (_lock)
        {
            if (_set.Leaving is not null)
            {
                return false;
            }

            var reading = _clock.Read();
            Replace(new AuthoritySet(
                Authority.New(reading), _set.Issuing, overlap, AuthorityPlanner.EndOfOverlap(overlap, reading)));
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Ends the overlap when its time has come; a time that the clock did not allow to be known begins.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            var next = AuthorityPlanner.Next(_set, _clock.Read());
            if (next == _set)
            {
                return;
            }

            Replace(next);
        }

        Changed?.Invoke();
    }

    public void Dispose()
    {
        _set.Issuing.Dispose();
        _set.Leaving?.Dispose();
    }

    // Save first: what is not on the disk has not happened. The one that leaves is not disposed, it may be signing just now.
    private void Replace(AuthoritySet next)
    {
        PrivateFiles.Write(Path.Combine(_directory, "ca.key"), AuthorityFile.Format(next));
        _trusted = BundleOf(next);
        _set = next;
        WriteBundle();
    }

    private void WriteBundle()
    {
        var path = Path.Combine(_directory, "ca.crt");
        var text = string.Concat(_set.Pems);
        if (PrivateFiles.Find(path) != text)
        {
            PrivateFiles.Write(path, text);
        }
    }

    private static AuthoritySet? Read(string directory)
    {
        var path = Path.Combine(directory, "ca.key");
        if (PrivateFiles.Find(path) is not { } text)
        {
            return File.Exists(Path.Combine(directory, "ca.crt"))
                ? throw new PkiDamagedException($"{path}: it is gone, and with it every node's trust; restore it from a backup, or remove {directory} to begin anew and let every node join again")
                : null;
        }

        try
        {
            return AuthorityFile.Parse(text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new PkiDamagedException($"{path}: {e.Message}; restore it from a backup");
        }
    }

    private static AuthoritySet Make(string directory, TrustedClock clock)
    {
        var set = new AuthoritySet(Authority.New(clock.Read()), null, default, null);
        PrivateFiles.Write(Path.Combine(directory, "ca.key"), AuthorityFile.Format(set));
        return set;
    }

    private static TrustBundle BundleOf(AuthoritySet set) =>
        TrustBundle.Find(set.Pems, out var fault) ?? throw new InvalidOperationException($"an authority of our own making: {fault}");
}
