using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Desired state of a ReplicaSet.</summary>
[Description("Desired state of a ReplicaSet.")]
public sealed record ReplicaSetSpec
{
    [Description("Pods wanted. Default 1.")]
    public int? Replicas { get; init; }

    [Description("Seconds a pod must be ready before it counts as available.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MinReadySeconds { get; init; }

    [Description("Which pods belong to it; must match the template's labels. Cannot be changed.")]
    [Atomic]
    public LabelSelector? Selector { get; init; }

    [Description("What the pods look like.")]
    public PodTemplateSpec? Template { get; init; }
}
