using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks what the caller may do in a namespace.</summary>
[Description("Asks what the caller may do in a namespace.")]
public sealed record SelfSubjectRulesReview : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "SelfSubjectRulesReview";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authorization.k8s.io/v1";

    [Description("Which namespace.")]
    public SelfSubjectRulesReviewSpec Spec { get; init => field = value ?? new(); } = new();

    [Description("The answer.")]
    public SubjectRulesReviewStatus? Status { get; init; }
}
