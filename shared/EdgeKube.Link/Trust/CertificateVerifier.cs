using System.Formats.Asn1;
using System.Security.Cryptography;

namespace EdgeKube.Link.Trust;

/// <summary>
/// The one place that verifies certificates: a leaf signed directly by a trusted authority, ECDSA on P-256 with SHA-256, for one
/// purpose. Nothing between leaf and authority, no revocation lists, no network. Pure, and safe on hostile input.
/// </summary>
public static class CertificateVerifier
{
    /// <summary>Longer certificates are none of ours; a usual one has 500 to 900 bytes.</summary>
    public const int MaxLength = 8192;

    /// <param name="certificate">DER.</param>
    /// <param name="trusted">The authorities trusted now.</param>
    /// <param name="purpose">What it is shown for.</param>
    /// <param name="now">The time that counts, see <see cref="TrustedTime"/>.</param>
    public static CertificateVerdict Verify(ReadOnlyMemory<byte> certificate, TrustBundle trusted, CertificatePurpose purpose, DateTimeOffset now)
    {
        if (certificate.Length > MaxLength)
        {
            return CertificateVerdict.Refuse($"it has more than {MaxLength} bytes");
        }

        try
        {
            return Judge(CertificateReader.Read(certificate), trusted, purpose, now);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return CertificateVerdict.Refuse($"it cannot be read: {e.Message}");
        }
    }

    /// <summary>Whether the authority's key has signed it. Throws when a key is no point of the curve.</summary>
    internal static bool IsSignedBy(ParsedCertificate certificate, P256Key authority)
    {
        using var key = authority.Import();
        return key.VerifyData(certificate.Signed.Span, certificate.Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static CertificateVerdict Judge(ParsedCertificate certificate, TrustBundle trusted, CertificatePurpose purpose, DateTimeOffset now)
    {
        if (FindFault(certificate, purpose) is { } fault)
        {
            return CertificateVerdict.Refuse(fault);
        }

        if (trusted.Anchors.FirstOrDefault(anchor => IsSignedBy(certificate, anchor.PublicKey)) is not { } issuer)
        {
            return CertificateVerdict.Refuse("no trusted authority has signed it");
        }

        // What follows is only looked at once it is known to come from the authority.
        var identity = purpose == CertificatePurpose.Client ? Identity.Find(certificate.Subject.CommonNames[0]) : null;
        if (purpose == CertificatePurpose.Client && identity is not { Kind: IdentityKind.Node or IdentityKind.User })
        {
            return CertificateVerdict.Refuse("its common name is neither a node nor a user");
        }

        return Date(Content(certificate, identity), issuer, now);
    }

    private static string? FindFault(ParsedCertificate certificate, CertificatePurpose purpose)
    {
        var extensions = certificate.Extensions;
        return purpose switch
        {
            _ when certificate.PublicKey is null => "its key is not on curve P-256",
            _ when extensions.NotUnderstood is { } oid => $"its extension {oid} is not understood",
            _ when extensions.IsAuthority => "it is an authority's own",
            _ when extensions.MayNotSign => "its key may not sign",
            CertificatePurpose.Client when !extensions.IsForClients => "it is not for clients",
            CertificatePurpose.Server when !extensions.IsForServers => "it is not for servers",
            _ when certificate.Subject.CommonNames.Count != 1 => "it has no common name, or several",
            _ => null,
        };
    }

    private static CertificateVerdict Date(CertificateContent content, TrustAnchor issuer, DateTimeOffset now) => now switch
    {
        _ when now < content.NotBefore => new(CertificateOutcome.NotYetValid, content, issuer, $"it is valid from {content.NotBefore:u} on"),
        _ when now > content.NotAfter => new(CertificateOutcome.Expired, content, issuer, $"it was valid until {content.NotAfter:u}"),
        _ => new(CertificateOutcome.Valid, content, issuer, ""),
    };

    private static CertificateContent Content(ParsedCertificate certificate, Identity? identity) => new()
    {
        Serial = certificate.Serial,
        CommonName = certificate.Subject.CommonNames[0],
        Groups = certificate.Subject.Organizations,
        NotBefore = certificate.NotBefore,
        NotAfter = certificate.NotAfter,
        PublicKey = certificate.PublicKey!,
        Identity = identity,
    };
}
