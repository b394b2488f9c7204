using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Answer to a manifest sent to the apply topic: what became of each document, in order.</summary>
public sealed record ApplyResult
{
    [JsonPropertyOrder(-2)]
    public string Kind => "ApplyResult";

    [JsonPropertyOrder(-1)]
    public string ApiVersion => "edgekube.io/v1";

    public IReadOnlyList<ApplyResultItem> Items { get; init => field = value ?? []; } = [];
}
