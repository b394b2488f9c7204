using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One aspect of a ReplicaSet's state.</summary>
[Description("One aspect of a ReplicaSet's state.")]
public sealed record ReplicaSetCondition
{
    [Description("Name of the condition.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("True, False or Unknown.")]
    public string Status { get; init => field = value ?? ""; } = "";

    [Description("When status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Description("One word on why.")]
    public string? Reason { get; init; }

    [Description("Why, for people.")]
    public string? Message { get; init; }
}
