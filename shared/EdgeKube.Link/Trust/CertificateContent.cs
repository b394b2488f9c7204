namespace EdgeKube.Link.Trust;

/// <summary>What a verified certificate says.</summary>
public sealed record CertificateContent
{
    /// <summary>Unique among the authority's certificates: hexadecimal digits.</summary>
    public required string Serial { get; init; }

    /// <summary>The subject's common name.</summary>
    public required string CommonName { get; init; }

    /// <summary>The subject's organizations: a user's groups.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required P256Key PublicKey { get; init; }

    /// <summary>Who it is: a node or a user. Null for a server's certificate.</summary>
    public Identity? Identity { get; init; }

    /// <summary>From two thirds of its life on it should be renewed.</summary>
    public DateTimeOffset RenewAt => NotBefore + ((NotAfter - NotBefore) * 2 / 3);
}
