namespace EdgeKube.Controller.Security.Identities;

/// <summary>A key that proves an identity.</summary>
internal sealed record EnrolledKey
{
    /// <summary>SHA-256 of X‖Y, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the newest certificate for it.</summary>
    public required string Serial { get; init; }

    /// <summary>Of that certificate.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>
    /// The groups of that certificate. An older one for the same key, with more of them, gives no more than these; null in records from before this
    /// was written down: what the certificate says.
    /// </summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>
    /// The hash of the key that goes when this one is used for the first time. Until then both count: the answer that brought the new
    /// certificate may have been lost.
    /// </summary>
    public string? Replaces { get; init; }
}
