namespace EdgeKube.Link.Trust;

/// <summary>Whom to trust and where the controller is.</summary>
public sealed record ClusterTrustSpec
{
    /// <summary>PEM; the first one issues. A node whose certificate comes from another one renews it.</summary>
    public required IReadOnlyList<string> CaBundle { get; init; }

    /// <summary>Such as <c>mqtts://c.example:8883</c>, to be tried in turn.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }
}
