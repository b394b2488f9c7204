using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks whether somebody may do something in one namespace.</summary>
[Description("Asks whether somebody may do something in one namespace.")]
public sealed record LocalSubjectAccessReview : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "LocalSubjectAccessReview";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authorization.k8s.io/v1";

    [Description("Who wants to do what.")]
    public SubjectAccessReviewSpec Spec { get; init => field = value ?? new(); } = new();

    [Description("The answer.")]
    public SubjectAccessReviewStatus? Status { get; init; }
}
