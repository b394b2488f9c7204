using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Asks for a token of a ServiceAccount (kind TokenRequest).</summary>
[Description("Asks for a token of a ServiceAccount (kind TokenRequest).")]
public sealed record ServiceAccountTokenRequest : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "TokenRequest";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "authentication.k8s.io/v1";

    [Description("What the token shall be good for.")]
    public TokenRequestSpec Spec { get; init => field = value ?? new(); } = new();

    [Description("The token.")]
    public TokenRequestStatus? Status { get; init; }
}
