namespace EdgeKube.Link.Trust;

/// <summary>Body of <c>POST /edgekube/v1/certificates</c>: enrolment, or renewal of the sender's own certificate.</summary>
public sealed record CertificateRequest
{
    /// <summary>The most bytes of a signing request that are looked at.</summary>
    public const int MaxLength = 4096;

    /// <summary>PKCS#10 in DER, base64. Only its key counts, which must be on curve P-256, and its signature by that key.</summary>
    public string? Request { get; init; }

    /// <summary><c>node</c> or <c>user</c>; null in a renewal.</summary>
    public string? Kind { get; init; }

    /// <summary>Null in a renewal.</summary>
    public string? Name { get; init; }
}
