using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Controller.Reconcilers.Certificates;

/// <summary>What a PKCS#10 request for a client's certificate asks for; its sender has proven that it holds the key.</summary>
internal sealed record ClientRequest(string CommonName, IReadOnlyList<string> Groups, P256Key Key)
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";
    private const int MaxBytes = 16 << 10;

    /// <summary>Null when it is none, with what is wrong. Safe on hostile input.</summary>
    /// <param name="pem">The text of the request.</param>
    /// <param name="fault">What is wrong.</param>
    public static ClientRequest? Read(ReadOnlySpan<byte> pem, out string fault)
    {
        fault = "";
        try
        {
            if (pem.Length > MaxBytes)
            {
                throw new CryptographicException($"it has more than {MaxBytes} bytes");
            }

            var request = X509Request.LoadSigningRequestPem(Encoding.ASCII.GetString(pem), HashAlgorithmName.SHA256);
            using var key = request.PublicKey.GetECDsaPublicKey() ?? throw new CryptographicException("its key is not of an elliptic curve");
            var (names, groups) = ReadSubject(request.SubjectName.RawData);
            return names is [var name] && Identity.IsName(name)
                ? new ClientRequest(name, groups, P256Key.Of(key))
                : throw new CryptographicException("it must name one user in its common name (58 characters at most, none of them / + # or :)");
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException)
        {
            fault = $"the request must be PKCS#10 in PEM, with a key on curve P-256: {e.Message}";
            return null;
        }
    }

    // One after the other, or several in one set, as Go writes them.
    private static (List<string> Names, List<string> Groups) ReadSubject(ReadOnlyMemory<byte> subject)
    {
        var (names, groups) = (new List<string>(), new List<string>());
        var parts = new AsnReader(subject, AsnEncodingRules.DER).ReadSequence();
        while (parts.HasData)
        {
            var set = parts.ReadSetOf();
            while (set.HasData)
            {
                var pair = set.ReadSequence();
                var list = pair.ReadObjectIdentifier() switch
                {
                    CommonNameOid => names,
                    OrganizationOid => groups,
                    _ => null,
                };
                list?.Add(pair.ReadCharacterString((UniversalTagNumber)pair.PeekTag().TagValue));
            }
        }

        return (names, groups);
    }
}
