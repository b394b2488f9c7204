using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Divides the objects of a cluster.</summary>
[Description("Divides the objects of a cluster.")]
public sealed record Namespace : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Namespace";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("Behaviour of the Namespace.")]
    public NamespaceSpec? Spec { get; init; }

    [Description("State of the Namespace.")]
    public NamespaceStatus? Status { get; init; }
}
