using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks whether somebody may do something.</summary>
[Description("Asks whether somebody may do something.")]
public sealed record SubjectAccessReview : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "SubjectAccessReview";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authorization.k8s.io/v1";

    [Description("Who wants to do what.")]
    public SubjectAccessReviewSpec Spec { get; init => field = value ?? new(); } = new();

    [Description("The answer.")]
    public SubjectAccessReviewStatus? Status { get; init; }
}
