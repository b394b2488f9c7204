namespace EdgeKube.Link.Trust;

/// <summary>Answer of <c>GET /edgekube/v1/ca</c> and of <c>POST /edgekube/v1/ca/rotate</c>.</summary>
public sealed record AuthorityList
{
    /// <summary>The one that issues first.</summary>
    public required IReadOnlyList<AuthorityInfo> Items { get; init; }
}
