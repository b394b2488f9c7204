using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Kubernetes' <c>Status</c>: the answer to a request that failed, or that has no object to return.</summary>
[Description("The answer to a request that returns no object.")]
public sealed record ApiStatus
{
    [JsonPropertyOrder(-3)]
    public string Kind => "Status";

    [JsonPropertyOrder(-2)]
    public string ApiVersion => "v1";

    [Description("Metadata of the answer; empty.")]
    [JsonPropertyOrder(-1)]
    public ListMeta Metadata { get; init => field = value ?? new(); } = new();

    [Description("Success or Failure.")]
    public string? Status { get; init; }

    [Description("What happened, for people.")]
    public string? Message { get; init; }

    [Description("What happened, in one word, such as NotFound.")]
    public string? Reason { get; init; }

    [Description("The object and the single faults.")]
    public StatusDetails? Details { get; init; }

    [Description("HTTP status code.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Code { get; init; }
}
