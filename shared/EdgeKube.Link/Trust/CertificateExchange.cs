using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Pkcs10 = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Link.Trust;

/// <summary>The client's half of <c>POST /edgekube/v1/certificates</c>: asks, and looks whether what came is what was asked for. Pure.</summary>
public static class CertificateExchange
{
    /// <summary>The body that asks for a first certificate.</summary>
    /// <param name="key">Made where it is used; only its public half goes out.</param>
    /// <param name="wanted">A node or a user.</param>
    public static ReadOnlyMemory<byte> Enrol(ECDsa key, Identity wanted) =>
        Build(key, wanted.Kind == IdentityKind.Node ? "node" : "user", wanted.Name);

    /// <summary>The body that renews the sender's own certificate.</summary>
    public static ReadOnlyMemory<byte> Renew(ECDsa key) => Build(key, null, null);

    /// <summary>Reads what was given. Nothing in it is believed before it was verified; safe on hostile input.</summary>
    /// <param name="body">The answer's.</param>
    /// <param name="wanted">Whom it must be for.</param>
    /// <param name="key">The key that it must be for.</param>
    /// <param name="required">A key that must be among the authorities given: the token's; null when the session itself proves them.</param>
    /// <param name="fault">What is wrong, when null is returned.</param>
    public static CertificateResponse? Find(ReadOnlySpan<byte> body, Identity wanted, P256Key key, P256Key? required, out string? fault)
    {
        var given = Parse(body);
        fault = given is null ? "the answer cannot be read; check that both programs have versions that go together" : FindFault(given, wanted, key, required);
        return fault is null ? given : null;
    }

    private static ReadOnlyMemory<byte> Build(ECDsa key, string? kind, string? name)
    {
        // Only the key in it counts: the controller writes the subject itself.
        var pkcs10 = new Pkcs10(new X500DistinguishedName("CN=edgekube"), key, HashAlgorithmName.SHA256).CreateSigningRequest();
        var request = new CertificateRequest { Request = Convert.ToBase64String(pkcs10), Kind = kind, Name = name };
        return JsonSerializer.SerializeToUtf8Bytes(request, TrustJsonContext.Default.CertificateRequest);
    }

    private static CertificateResponse? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TrustJsonContext.Default.CertificateResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FindFault(CertificateResponse given, Identity wanted, P256Key key, P256Key? required)
    {
        if (TrustBundle.Find(given.CaBundle, out var fault) is not { } bundle)
        {
            return $"the authorities given are of no use: {fault}";
        }

        if (required is not null && bundle.Anchors.All(anchor => !anchor.PublicKey.Equals(required)))
        {
            return "the authorities given do not include the one that the token names";
        }

        if (!PemEncoding.TryFind(given.Certificate, out var fields))
        {
            return "the certificate given is not in PEM";
        }

        // Its dates are the controller's business: the clock here may be anything.
        var der = Convert.FromBase64String(given.Certificate[fields.Base64Data]);
        return CertificateVerifier.Verify(der, bundle, CertificatePurpose.Client, DateTimeOffset.MinValue) switch
        {
            { IsGenuine: false } refused => $"the certificate given is not genuine: {refused.Reason}",
            { Certificate: var certificate } when !certificate.PublicKey.Equals(key) => "the certificate given is for another key",
            { Certificate.Identity: var identity } when identity != wanted => $"the certificate given is for {identity}, not for {wanted}",
            _ => null,
        };
    }
}
