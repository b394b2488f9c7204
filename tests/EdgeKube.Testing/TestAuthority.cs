using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKube.Testing;

/// <summary>A certificate authority for tests, made with the framework's own tools: what it signs can be wrong in every way.</summary>
public sealed class TestAuthority : IDisposable
{
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    public const string ForServers = "1.3.6.1.5.5.7.3.1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(DateTimeOffset start)
    {
        Start = start;
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        Certificate = request.CreateSelfSigned(start, start.AddYears(10));
    }

    /// <summary>From when on it and, unless told otherwise, what it signs are valid.</summary>
    public DateTimeOffset Start { get; }

    public X509Certificate2 Certificate { get; }

    public ECDsa Key => _key;

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>A leaf valid for a year.</summary>
    public X509Certificate2 Issue(string subject, ECDsa key, string usage = ForClients, Action<CertificateRequest>? change = null, DateTimeOffset? notBefore = null, TimeSpan? life = null)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        change?.Invoke(request);
        return Sign(request, X509SignatureGenerator.CreateForECDsa(_key), notBefore, life);
    }

    /// <summary>Whatever the request says.</summary>
    public X509Certificate2 Sign(CertificateRequest request, X509SignatureGenerator generator, DateTimeOffset? notBefore = null, TimeSpan? life = null)
    {
        var from = notBefore ?? Start;
        return request.Create(Certificate.SubjectName, generator, from, from + (life ?? TimeSpan.FromDays(365)), RandomNumberGenerator.GetBytes(16));
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
