namespace EdgeKube.Link.Trust;

/// <summary>Body of <c>POST /edgekube/v1/tokens</c>. Without <see cref="User"/> the token is for nodes.</summary>
public sealed record TokenRequest
{
    /// <summary>As Go writes durations, such as <c>1h</c>; null for that one.</summary>
    public string? Ttl { get; init; }

    /// <summary>Only for this node; null for any name that is free.</summary>
    public string? Node { get; init; }

    /// <summary>Only for this user.</summary>
    public string? User { get; init; }

    /// <summary>The user's groups, which go into the certificate.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>How many certificates it is good for; null for one.</summary>
    public int? Uses { get; init; }
}
