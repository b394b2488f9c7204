using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One aspect of a Deployment's state.</summary>
[Description("One aspect of a Deployment's state.")]
public sealed record DeploymentCondition
{
    [Description("Available, Progressing or ReplicaFailure.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("True, False or Unknown.")]
    public string Status { get; init => field = value ?? ""; } = "";

    [Description("When the condition was last written.")]
    public DateTimeOffset? LastUpdateTime { get; init; }

    [Description("When status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Description("One word on why.")]
    public string? Reason { get; init; }

    [Description("Why, for people.")]
    public string? Message { get; init; }
}
