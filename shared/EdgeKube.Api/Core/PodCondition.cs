using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>One aspect of a pod's state.</summary>
[Description("One aspect of a pod's state.")]
public sealed record PodCondition
{
    [Description("Name of the condition, such as Ready.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("metadata.generation the condition speaks of.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ObservedGeneration { get; init; }

    [Description("True, False or Unknown.")]
    public string Status { get; init => field = value ?? ""; } = "";

    [Description("When the condition was last checked; always written, as null when unset.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? LastProbeTime { get; init; }

    [Description("When status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Description("One word on why.")]
    public string? Reason { get; init; }

    [Description("Why, for people.")]
    public string? Message { get; init; }
}
