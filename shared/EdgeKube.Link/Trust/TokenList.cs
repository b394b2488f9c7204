namespace EdgeKube.Link.Trust;

/// <summary>Answer of <c>GET /edgekube/v1/tokens</c>.</summary>
public sealed record TokenList
{
    public required IReadOnlyList<TokenInfo> Items { get; init; }
}
