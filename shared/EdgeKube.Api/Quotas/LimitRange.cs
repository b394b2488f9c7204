using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Bounds and defaults for the resources of single objects in a namespace.</summary>
[Description("Bounds and defaults for the resources of single objects in a namespace.")]
public sealed record LimitRange : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "LimitRange";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("The bounds.")]
    public LimitRangeSpec? Spec { get; init; }
}
