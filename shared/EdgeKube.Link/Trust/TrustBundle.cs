using System.Formats.Asn1;
using System.Security.Cryptography;

namespace EdgeKube.Link.Trust;

/// <summary>The authorities trusted now. The first one issues; others are on their way out. Never empty.</summary>
public sealed class TrustBundle
{
    /// <summary>A rotation has two at a time.</summary>
    public const int MaxAnchors = 8;

    private const string Label = "CERTIFICATE";

    private TrustBundle(IReadOnlyList<TrustAnchor> anchors) => Anchors = anchors;

    public IReadOnlyList<TrustAnchor> Anchors { get; }

    /// <summary>The certificates, where they are known.</summary>
    public IReadOnlyList<string> Pems => [.. Anchors.Select(anchor => anchor.Pem).OfType<string>()];

    /// <summary>All that is known before enrolment: the key from the token.</summary>
    public static TrustBundle Of(P256Key key) => new([new TrustAnchor(key)]);

    /// <summary>From authorities' certificates in PEM, one or several in each text. Safe on hostile input.</summary>
    /// <param name="pems">In their order of preference.</param>
    /// <param name="fault">What is wrong, when null is returned.</param>
    public static TrustBundle? Find(IEnumerable<string> pems, out string? fault)
    {
        var anchors = new List<TrustAnchor>();
        foreach (var pem in pems)
        {
            var rest = pem.AsSpan();
            while (PemEncoding.TryFind(rest, out var fields))
            {
                fault = anchors.Count == MaxAnchors ? $"more than {MaxAnchors} certificates" : Add(anchors, rest, fields);
                if (fault is not null)
                {
                    return null;
                }

                rest = rest[fields.Location.End..];
            }
        }

        fault = anchors.Count == 0 ? "no certificate in PEM" : null;
        return fault is null ? new TrustBundle(anchors) : null;
    }

    private static string? Add(List<TrustAnchor> anchors, ReadOnlySpan<char> text, PemFields fields)
    {
        if (!text[fields.Label].SequenceEqual(Label) || fields.DecodedDataLength > CertificateVerifier.MaxLength)
        {
            return "no certificate, or too large";
        }

        var der = new byte[fields.DecodedDataLength];
        if (!Convert.TryFromBase64Chars(text[fields.Base64Data], der, out var length))
        {
            return "a certificate that is not in base64";
        }

        try
        {
            var certificate = CertificateReader.Read(der.AsMemory(0, length));
            if (!certificate.Extensions.IsAuthority || certificate.PublicKey is not { } key || !CertificateVerifier.IsSignedBy(certificate, key))
            {
                return "a certificate that is no authority's own on curve P-256";
            }

            if (anchors.TrueForAll(known => !known.PublicKey.Equals(key)))
            {
                var pem = $"{text[fields.Location]}\n";
                anchors.Add(new TrustAnchor(key) { Pem = pem, NotBefore = certificate.NotBefore, NotAfter = certificate.NotAfter });
            }

            return null;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return $"a certificate that cannot be read: {e.Message}";
        }
    }
}
