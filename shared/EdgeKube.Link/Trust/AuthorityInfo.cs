namespace EdgeKube.Link.Trust;

/// <summary>An authority of the controller.</summary>
public sealed record AuthorityInfo
{
    /// <summary>PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>SHA-256 of its key X‖Y, hexadecimal.</summary>
    public required string KeyHash { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>New certificates come from it.</summary>
    public required bool Issues { get; init; }

    /// <summary>The doors show certificates of it.</summary>
    public required bool Serves { get; init; }

    /// <summary>When it ceases to be trusted; null for the one that issues.</summary>
    public DateTimeOffset? TrustedUntil { get; init; }
}
