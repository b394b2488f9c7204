using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Limits what a namespace may hold.</summary>
[Description("Limits what a namespace may hold.")]
public sealed record ResourceQuota : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "ResourceQuota";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("The limits.")]
    public ResourceQuotaSpec? Spec { get; init; }

    [Description("What of them is used.")]
    public ResourceQuotaStatus? Status { get; init; }
}
