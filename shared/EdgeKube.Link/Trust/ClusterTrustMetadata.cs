namespace EdgeKube.Link.Trust;

/// <summary>There is one of its kind.</summary>
public sealed record ClusterTrustMetadata
{
    public string Name { get; init; } = "cluster";
}
