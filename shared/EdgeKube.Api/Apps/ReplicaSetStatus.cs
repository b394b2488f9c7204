using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>State of a ReplicaSet.</summary>
[Description("State of a ReplicaSet.")]
public sealed record ReplicaSetStatus
{
    [Description("Pods that exist.")]
    public int Replicas { get; init; }

    [Description("Pods that carry all labels of the template.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FullyLabeledReplicas { get; init; }

    [Description("Pods that are ready.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ReadyReplicas { get; init; }

    [Description("Pods ready for at least minReadySeconds.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int AvailableReplicas { get; init; }

    [Description("Pods that are ending.")]
    public int? TerminatingReplicas { get; init; }

    [Description("metadata.generation the status speaks of.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ObservedGeneration { get; init; }

    [Description("ReplicaFailure.")]
    [ListKeys("type")]
    public IReadOnlyList<ReplicaSetCondition>? Conditions { get; init; }
}
