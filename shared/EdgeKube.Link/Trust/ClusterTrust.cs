namespace EdgeKube.Link.Trust;

/// <summary>The entry <c>Trust//cluster</c> of every node's view: whom to trust and where the controller is.</summary>
public sealed record ClusterTrust
{
    /// <summary>Its key in the view.</summary>
    public const string Key = "Trust//cluster";

    public string Kind { get; init; } = "Trust";

    public string ApiVersion { get; init; } = "edgekube.io/v1";

    public ClusterTrustMetadata Metadata { get; init; } = new();

    public required ClusterTrustSpec Spec { get; init; }
}
