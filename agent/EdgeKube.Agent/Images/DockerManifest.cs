using System.Text.Json.Serialization;

namespace EdgeKube.Agent.Images;

/// <summary>One entry of manifest.json in what <c>docker save</c> writes: paths inside the archive.</summary>
internal sealed record DockerManifest
{
    [JsonPropertyName("Config")]
    public string? Config { get; init; }

    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string>? RepoTags { get; init; }

    [JsonPropertyName("Layers")]
    public IReadOnlyList<string>? Layers { get; init; }
}
