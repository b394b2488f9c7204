using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks whose token it is.</summary>
[Description("Asks whose token it is.")]
public sealed record TokenReview : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "TokenReview";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authentication.k8s.io/v1";

    [Description("The token.")]
    public TokenReviewSpec Spec { get; init => field = value ?? new(); } = new();

    [Description("The answer.")]
    public TokenReviewStatus? Status { get; init; }
}
