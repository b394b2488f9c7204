using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A token of the pod's ServiceAccount in a projected volume.</summary>
[Description("A token of the pod's ServiceAccount in a projected volume.")]
public sealed record ServiceAccountTokenProjection
{
    [Description("For whom the token is meant; none means this API.")]
    public string? Audience { get; init; }

    [Description("Seconds the token is asked to count. Default 3600, at least 600. A new one takes its place in time.")]
    public long? ExpirationSeconds { get; init; }

    [Description("Path of the file, relative to the volume; no ..")]
    public string Path { get; init => field = value ?? ""; } = "";
}
