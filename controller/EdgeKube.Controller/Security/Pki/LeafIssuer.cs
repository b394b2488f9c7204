using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link.Trust;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// The one place that makes certificates of nodes, users and doors. A certificate begins at a time that is proven, because whoever sees it takes its
/// first day for a proof; it ends a life after what the clock says, which may be later. Where the clock is trusted both are the same.
/// </summary>
internal static class LeafIssuer
{
    /// <summary>Other machines' clocks are a little behind.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // Of the life of a certificate: one that lives for minutes would else be due for renewal when it is made.
    private const int SkewShare = 10;

    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    public static X509Certificate2 IssueClient(Authority authority, string commonName, IReadOnlyList<string> groups, P256Key key, TimeReading reading, TimeSpan life)
    {
        var name = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            name.AddOrganizationName(group);
        }

        name.AddCommonName(commonName);
        using var publicKey = key.Import();
        return Sign(authority, new X509Request(name.Build(), publicKey, HashAlgorithmName.SHA256), ForClients, reading, life);
    }

    /// <returns>With its key.</returns>
    public static X509Certificate2 IssueServer(Authority authority, DoorNames names, TimeReading reading, TimeSpan life)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName("edgekube-controller");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new X509Request(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.BuildExtension());
        using var certificate = Sign(authority, request, ForServers, reading, life);
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Sign(Authority authority, X509Request request, string usage, TimeReading reading, TimeSpan life)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority.Certificate, true, false));
        var skew = life / SkewShare < Skew ? life / SkewShare : Skew;
        var notAfter = reading.Now + life < authority.NotAfter ? reading.Now + life : authority.NotAfter;
        return request.Create(
            authority.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(authority.Key), reading.Proven - skew, notAfter, Authority.NewSerial());
    }
}
