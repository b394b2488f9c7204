using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Containers that run together on one node.</summary>
[Description("Containers that run together on one node.")]
public sealed record Pod : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Pod";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("Desired state.")]
    public PodSpec? Spec { get; init; }

    [Description("State as last reported.")]
    public PodStatus? Status { get; init; }
}
