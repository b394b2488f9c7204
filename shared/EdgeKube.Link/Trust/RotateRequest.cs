namespace EdgeKube.Link.Trust;

/// <summary>Body of <c>POST /edgekube/v1/ca/rotate</c>.</summary>
public sealed record RotateRequest
{
    /// <summary>How long the old authority stays trusted, as Go writes durations; null for 720h.</summary>
    public string? Overlap { get; init; }
}
