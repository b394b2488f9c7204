namespace EdgeKube.Link.Trust;

/// <summary>An authority whose signature counts. Its own dates are not held against it: it signs nothing that outlives it.</summary>
/// <param name="PublicKey">What is really trusted.</param>
public sealed record TrustAnchor(P256Key PublicKey)
{
    /// <summary>Its certificate, for other programs; null when only the key is known (from a token).</summary>
    public string? Pem { get; init; }

    /// <summary>Null when only the key is known.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Null when only the key is known.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
