using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Replica;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// The identity on disk, in a directory of its owner's only: <c>key.pem</c>, <c>certificate.pem</c>, <c>ca.pem</c>, <c>controllers</c> (as told),
/// <c>joined</c> (the address that join was given). Each file is replaced as a whole; a renewal replaces the certificate only.
/// </summary>
internal sealed class IdentityStore(string dataDir)
{
    private const long MaxBytes = 64 * 1024;

    public string Directory { get; } = Path.Combine(dataDir, "identity");

    private string KeyPath => PathOf("key.pem");

    private string JoiningKeyPath => PathOf("joining.pem");

    private string JoinedPath => PathOf("joined");

    private string CertificatePath => PathOf("certificate.pem");

    /// <summary>Null when this device has joined no cluster.</summary>
    /// <exception cref="IdentityUnusableException">There is something, but no whole identity.</exception>
    public AgentIdentity? Load()
    {
        if (!File.Exists(KeyPath) || !File.Exists(CertificatePath))
        {
            return null;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(Read(KeyPath));
            using var shown = X509Certificate2.CreateFromPem(Read(CertificatePath));
            var bundle = TrustBundle.Find([Read(PathOf("ca.pem"))], out var fault) ?? throw new IdentityUnusableException($"ca.pem: {fault}");
            return Identity.Find(shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false)) is { Kind: IdentityKind.Node } identity
                ? new AgentIdentity(identity.Name, shown.CopyWithPrivateKey(key), bundle, ReadControllers())
                : throw new IdentityUnusableException("certificate.pem: is no node's certificate");
        }
        catch (Exception e) when (e is IOException or CryptographicException or ArgumentException)
        {
            // ArgumentException: the certificate is for another key, as after a power cut in the midst of a join.
            throw new IdentityUnusableException(e.Message);
        }
    }

    /// <summary>
    /// Changes when a join has given this device an identity from outside, be it for the same key; a renewal does not change it. Not a file's time:
    /// that is told by a clock which may jump. Empty when nothing ever joined.
    /// </summary>
    public string Stamp()
    {
        try
        {
            return File.Exists(JoinedPath) ? Read(JoinedPath) : "";
        }
        catch (IOException)
        {
            // Removed between the two looks.
            return "";
        }
    }

    /// <summary>
    /// The key to join with. It is kept until a join succeeds: should the answer be lost on the way, the same key gets it again, and the token is
    /// not used up in vain.
    /// </summary>
    /// <exception cref="IOException">A new one could not be written.</exception>
    public ECDsa TakeJoiningKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            key.ImportFromPem(Read(JoiningKeyPath));
        }
        catch (Exception e) when (e is IOException or CryptographicException or ArgumentException)
        {
            AtomicFile.CreateDirectory(Directory);
            Write(JoiningKeyPath, key.ExportPkcs8PrivateKeyPem());
        }

        return key;
    }

    /// <summary>
    /// Takes what join was given. With the key the identity is whole. The note of the join comes last, and names the certificate: the running agent
    /// looks at it.
    /// </summary>
    /// <exception cref="IOException">Not written; join again.</exception>
    public void SaveJoined(ECDsa key, CertificateResponse given, Uri joinedAt)
    {
        AtomicFile.CreateDirectory(Directory);
        SaveTrust(given.CaBundle, given.Controllers);
        Write(CertificatePath, given.Certificate);
        Write(KeyPath, key.ExportPkcs8PrivateKeyPem());
        Write(JoinedPath, $"{ControllerAddress.Text(joinedAt)}\n# {Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(given.Certificate)))}\n");
        File.Delete(JoiningKeyPath);
    }

    /// <exception cref="IOException">Not written; the former one is still there.</exception>
    public void SaveCertificate(string pem) => Write(CertificatePath, pem);

    /// <summary>Writes only what differs; true when something did.</summary>
    /// <exception cref="IOException">Not written.</exception>
    public bool SaveTrust(IReadOnlyList<string> caBundle, IReadOnlyList<string> controllers)
    {
        var bundleChanged = WriteIfNew(PathOf("ca.pem"), string.Concat(caBundle.Select(pem => pem.TrimEnd() + "\n")));
        var controllersChanged = WriteIfNew(PathOf("controllers"), string.Concat(controllers.Select(controller => controller + "\n")));
        return bundleChanged || controllersChanged;
    }

    /// <summary>As told, and at last as join was given: the first address stays, should those that were told be of no use.</summary>
    public IReadOnlyList<Uri> ReadControllers() =>
    [
        .. new[] { "controllers", "joined" }
            .Select(PathOf)
            .Where(File.Exists)
            .SelectMany(path => Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(ControllerAddress.Find)
            .OfType<Uri>()
            .Where(address => address.Scheme == ControllerAddress.Secure)
            .Distinct(),
    ];

    private static void Write(string path, string text) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));

    private static bool WriteIfNew(string path, string text)
    {
        if (File.Exists(path) && Read(path) == text)
        {
            return false;
        }

        Write(path, text);
        return true;
    }

    private static string Read(string path) => new FileInfo(path).Length <= MaxBytes
        ? File.ReadAllText(path)
        : throw new IOException($"{path} is larger than {MaxBytes} bytes");

    private string PathOf(string name) => Path.Combine(Directory, name);
}
