using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>The volume that a claim of the same namespace is bound to.</summary>
[Description("The volume that a claim of the same namespace is bound to.")]
public sealed record PersistentVolumeClaimVolumeSource
{
    [Description("Name of the claim.")]
    public string ClaimName { get; init => field = value ?? ""; } = "";

    [Description("Show it read-only to every container.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReadOnly { get; init; }
}
