using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One aspect of a node's health.</summary>
[Description("One aspect of a node's health.")]
public sealed record NodeCondition
{
    [Description("Name of the condition, such as Ready.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("True, False or Unknown.")]
    public string Status { get; init => field = value ?? ""; } = "";

    [Description("When the node last reported the condition.")]
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    [Description("When status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Description("One word on why.")]
    public string? Reason { get; init; }

    [Description("Why, for people.")]
    public string? Message { get; init; }
}
