using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks whether the caller may do something.</summary>
[Description("Asks whether the caller may do something.")]
public sealed record SelfSubjectAccessReview : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "SelfSubjectAccessReview";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authorization.k8s.io/v1";

    [Description("What the caller wants to do.")]
    public SelfSubjectAccessReviewSpec Spec { get; init => field = value ?? new(); } = new();

    [Description("The answer.")]
    public SubjectAccessReviewStatus? Status { get; init; }
}
