using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>State of a Deployment.</summary>
[Description("State of a Deployment.")]
public sealed record DeploymentStatus
{
    [Description("metadata.generation the status speaks of.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ObservedGeneration { get; init; }

    [Description("Pods that exist and are not ending.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Replicas { get; init; }

    [Description("Pods of the current template.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int UpdatedReplicas { get; init; }

    [Description("Pods that are ready.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ReadyReplicas { get; init; }

    [Description("Pods ready for at least minReadySeconds.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int AvailableReplicas { get; init; }

    [Description("Pods still missing to full availability.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int UnavailableReplicas { get; init; }

    [Description("Pods that are ending.")]
    public int? TerminatingReplicas { get; init; }

    [Description("Available, Progressing and ReplicaFailure.")]
    [ListKeys("type")]
    public IReadOnlyList<DeploymentCondition>? Conditions { get; init; }

    [Description("How often a template hash had to be changed to avoid a name clash.")]
    public int? CollisionCount { get; init; }
}
