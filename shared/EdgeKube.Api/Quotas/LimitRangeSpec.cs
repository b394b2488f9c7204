using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Bounds and defaults.</summary>
[Description("Bounds and defaults.")]
public sealed record LimitRangeSpec
{
    [Description("For each type of object.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<LimitRangeItem>? Limits { get; init; }
}
