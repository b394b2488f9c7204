using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>A machine that runs pods.</summary>
[Description("A machine that runs pods.")]
public sealed record Node : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Node";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("What is decided about the node from outside.")]
    public NodeSpec? Spec { get; init; }

    [Description("What the node reports about itself.")]
    public NodeStatus? Status { get; init; }
}
