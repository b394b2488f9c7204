using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks who the caller is.</summary>
[Description("Asks who the caller is.")]
public sealed record SelfSubjectReview : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "SelfSubjectReview";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authentication.k8s.io/v1";

    [Description("The answer.")]
    public SelfSubjectReviewStatus? Status { get; init; }
}
