using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Desired state of a Deployment.</summary>
[Description("Desired state of a Deployment.")]
public sealed record DeploymentSpec
{
    [Description("Pods wanted. Default 1.")]
    public int? Replicas { get; init; }

    [Description("Which pods belong to it; must match the template's labels. Cannot be changed.")]
    [Atomic]
    public LabelSelector? Selector { get; init; }

    [Description("What the pods look like.")]
    public PodTemplateSpec? Template { get; init; }

    [Description("How old pods are replaced by new ones.")]
    [RetainKeys]
    public DeploymentStrategy? Strategy { get; init; }

    [Description("Seconds a pod must be ready before it counts as available.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MinReadySeconds { get; init; }

    [Description("Old ReplicaSets kept for rollback. Default 10.")]
    public int? RevisionHistoryLimit { get; init; }

    [Description("True while template changes are not rolled out.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Paused { get; init; }

    [Description("Seconds without progress after which the rollout is reported as failed. Default 600.")]
    public int? ProgressDeadlineSeconds { get; init; }
}
