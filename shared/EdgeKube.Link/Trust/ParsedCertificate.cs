namespace EdgeKube.Link.Trust;

/// <summary>A certificate taken apart, proving nothing yet.</summary>
internal sealed record ParsedCertificate
{
    public required ReadOnlyMemory<byte> Signed { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    public required string Serial { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required SubjectName Subject { get; init; }

    /// <summary>Null: another kind of key than ours.</summary>
    public required P256Key? PublicKey { get; init; }

    public required CertificateExtensions Extensions { get; init; }
}
