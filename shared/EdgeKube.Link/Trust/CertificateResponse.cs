namespace EdgeKube.Link.Trust;

/// <summary>A certificate and what its owner has to know. Answer 201 of <c>POST /edgekube/v1/certificates</c>.</summary>
public sealed record CertificateResponse
{
    /// <summary>PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>Such as <c>node:n1</c>.</summary>
    public required string Identity { get; init; }

    /// <summary>The authorities to trust from now on, PEM; the first one has signed the certificate.</summary>
    public required IReadOnlyList<string> CaBundle { get; init; }

    /// <summary>Where to connect, such as <c>mqtts://c.example:8883</c>.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }

    /// <summary>The controller's time, RFC 3339; null when its clock is not to be trusted.</summary>
    public DateTimeOffset? Time { get; init; }
}
