using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link.Trust;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>A key that signs certificates, and the certificate that says so.</summary>
internal sealed class Authority : IDisposable
{
    /// <summary>How long an authority lasts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3652);

    private const int SerialLength = 16;

    private Authority(ECDsa key, X509Certificate2 certificate)
    {
        Key = key;
        Certificate = certificate;
        PublicKey = P256Key.Of(key);
        Pem = certificate.ExportCertificatePem() + "\n";
    }

    public ECDsa Key { get; }

    public X509Certificate2 Certificate { get; }

    public P256Key PublicKey { get; }

    public string Pem { get; }

    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());

    /// <param name="reading">It begins when it is proven to be, and lasts from what the clock says: see <see cref="LeafIssuer"/>.</param>
    public static Authority New(TimeReading reading)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        name.AddOrganizationName("EdgeKube");

        // Two authorities of a rotation have two names, or other programs take one for the other.
        name.AddCommonName($"EdgeKube CA {P256Key.Of(key).Hash[..8]}");
        var request = new X509Request(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), reading.Proven - LeafIssuer.Skew, reading.Now + Life, NewSerial());
        return new Authority(key, certificate);
    }

    /// <exception cref="CryptographicException">The texts are no key and certificate that belong together.</exception>
    public static Authority Read(string certificatePem, string keyPem)
    {
        var certificate = X509Certificate2.CreateFromPem(certificatePem);
        var key = ECDsa.Create();
        key.ImportFromPem(keyPem);
        var bundle = TrustBundle.Find([certificatePem], out var fault) ?? throw new CryptographicException(fault);
        return bundle.Anchors[0].PublicKey.Equals(P256Key.Of(key)) ? new Authority(key, certificate) : throw new CryptographicException("key and certificate do not belong together");
    }

    /// <summary>Random, so that nothing can be learnt from it and no counter has to be kept; positive.</summary>
    public static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }

    public void Dispose()
    {
        Certificate.Dispose();
        Key.Dispose();
    }
}
