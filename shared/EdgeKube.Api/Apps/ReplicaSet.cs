using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Keeps a number of equal pods running.</summary>
[Description("Keeps a number of equal pods running.")]
public sealed record ReplicaSet : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "ReplicaSet";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "apps/v1";

    [Description("Desired state.")]
    public ReplicaSetSpec? Spec { get; init; }

    [Description("State as last seen.")]
    public ReplicaSetStatus? Status { get; init; }
}
