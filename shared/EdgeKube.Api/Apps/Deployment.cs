using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Keeps a number of equal pods running and rolls out changes of their template.</summary>
[Description("Keeps a number of equal pods running and rolls out changes of their template.")]
public sealed record Deployment : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Deployment";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "apps/v1";

    [Description("Desired state.")]
    public DeploymentSpec? Spec { get; init; }

    [Description("State as last seen.")]
    public DeploymentStatus? Status { get; init; }
}
