using System.Formats.Asn1;

namespace EdgeKube.Link.Trust;

/// <summary>X.509 version 3 in DER, as far as it matters here. Safe on hostile input: bounded by the length given, throws one exception only.</summary>
internal static class CertificateReader
{
    private const string EcdsaWithSha256Oid = "1.2.840.10045.4.3.2";
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag IssuerUniqueId = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectUniqueId = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3);

    /// <exception cref="AsnContentException">It is no such certificate, or signed in another way than ECDSA with SHA-256.</exception>
    public static ParsedCertificate Read(ReadOnlyMemory<byte> der)
    {
        var whole = new AsnReader(der, AsnEncodingRules.DER);
        var certificate = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        var signed = certificate.PeekEncodedValue();
        var body = certificate.ReadSequence();
        ReadAlgorithm(certificate);
        var signature = certificate.ReadBitString(out var unused);
        certificate.ThrowIfNotEmpty();
        if (unused != 0)
        {
            throw new AsnContentException("a signature of no whole bytes");
        }

        return ReadBody(body, signed, signature);
    }

    private static ParsedCertificate ReadBody(AsnReader body, ReadOnlyMemory<byte> signed, byte[] signature)
    {
        var version = body.ReadSequence(Version);
        if (version.ReadInteger() != 2)
        {
            throw new AsnContentException("not version 3");
        }

        var serial = Convert.ToHexString(body.ReadIntegerBytes().Span);
        ReadAlgorithm(body);
        body.ReadSequence();
        var validity = body.ReadSequence();
        var (notBefore, notAfter) = (ReadTime(validity), ReadTime(validity));
        var subject = SubjectName.Read(body.ReadSequence());
        var key = P256Key.FindIn(body.ReadSequence());
        Skip(body, IssuerUniqueId);
        Skip(body, SubjectUniqueId);
        var extensions = CertificateExtensions.None;
        if (body.HasData)
        {
            extensions = CertificateExtensions.Read(body.ReadSequence(Extensions).ReadSequence());
        }

        body.ThrowIfNotEmpty();
        return new ParsedCertificate
        {
            Signed = signed,
            Signature = signature,
            Serial = serial,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Subject = subject,
            PublicKey = key,
            Extensions = extensions,
        };
    }

    private static void ReadAlgorithm(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        if (algorithm.ReadObjectIdentifier() != EcdsaWithSha256Oid)
        {
            throw new AsnContentException("not signed with ECDSA and SHA-256");
        }

        algorithm.ThrowIfNotEmpty();
    }

    private static DateTimeOffset ReadTime(AsnReader reader) => reader.PeekTag() == Asn1Tag.UtcTime
        ? reader.ReadUtcTime()
        : reader.ReadGeneralizedTime();

    private static void Skip(AsnReader reader, Asn1Tag tag)
    {
        if (reader.HasData && reader.PeekTag().HasSameClassAndValue(tag))
        {
            reader.ReadEncodedValue();
        }
    }
}
