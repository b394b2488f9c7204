using System.Formats.Asn1;

namespace EdgeKube.Link.Trust;

/// <summary>The extensions that decide what a certificate is for.</summary>
internal sealed record CertificateExtensions
{
    private const string KeyUsageOid = "2.5.29.15";
    private const string SubjectAlternativeNameOid = "2.5.29.17";
    private const string BasicConstraintsOid = "2.5.29.19";
    private const string ExtendedKeyUsageOid = "2.5.29.37";
    private const string ServerOid = "1.3.6.1.5.5.7.3.1";
    private const string ClientOid = "1.3.6.1.5.5.7.3.2";
    private const int MaxExtensions = 32;

    public static CertificateExtensions None { get; } = new();

    /// <summary>It may sign certificates itself.</summary>
    public bool IsAuthority { get; init; }

    public bool IsForServers { get; init; }

    public bool IsForClients { get; init; }

    /// <summary>Its key may not be used to sign, so it cannot prove anything in a handshake.</summary>
    public bool MayNotSign { get; init; }

    /// <summary>An extension that must be understood and is not.</summary>
    public string? NotUnderstood { get; init; }

    public static CertificateExtensions Read(AsnReader extensions)
    {
        var read = None;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (!seen.Add(oid) || seen.Count > MaxExtensions)
            {
                throw new AsnContentException("an extension stands twice, or there are too many");
            }

            var isCritical = extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean();
            var value = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER);
            extension.ThrowIfNotEmpty();
            read = read.With(oid, value, isCritical);
        }

        return read;
    }

    private CertificateExtensions With(string oid, AsnReader value, bool isCritical)
    {
        switch (oid)
        {
            case BasicConstraintsOid:
                var constraints = value.ReadSequence();
                return this with { IsAuthority = constraints.HasData && constraints.PeekTag() == Asn1Tag.Boolean && constraints.ReadBoolean() };
            case KeyUsageOid:
                // Bit 0, the first of the first byte, is digitalSignature.
                var bits = value.ReadBitString(out _);
                return this with { MayNotSign = bits is not [>= 0x80, ..] };
            case ExtendedKeyUsageOid:
                return WithPurposes(value.ReadSequence());
            case SubjectAlternativeNameOid:
                return this;
            default:
                return isCritical ? this with { NotUnderstood = oid } : this;
        }
    }

    private CertificateExtensions WithPurposes(AsnReader purposes)
    {
        var read = this;
        while (purposes.HasData)
        {
            var purpose = purposes.ReadObjectIdentifier();
            read = read with { IsForServers = read.IsForServers || purpose == ServerOid, IsForClients = read.IsForClients || purpose == ClientOid };
        }

        return read;
    }
}
