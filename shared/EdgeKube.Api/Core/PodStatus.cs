using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>State of a Pod as last reported.</summary>
[Description("State of a Pod as last reported.")]
public sealed record PodStatus
{
    [Description("metadata.generation the status speaks of.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ObservedGeneration { get; init; }

    [Description("Pending, Running, Succeeded, Failed or Unknown.")]
    public string? Phase { get; init; }

    [Description("PodScheduled, Initialized, ContainersReady, Ready and the like.")]
    [ListKeys("type")]
    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    [Description("Why the pod is in this phase, for people.")]
    public string? Message { get; init; }

    [Description("The same in one word, such as Evicted.")]
    public string? Reason { get; init; }

    [Description("Node that is being made free for the pod.")]
    public string? NominatedNodeName { get; init; }

    [Description("Address of the node.")]
    public string? HostIP { get; init; }

    [Description("Addresses of the node.")]
    [ListKeys("ip")]
    public IReadOnlyList<HostIP>? HostIPs { get; init; }

    [Description("Address of the pod.")]
    public string? PodIP { get; init; }

    [Description("Addresses of the pod; the first equals podIP.")]
    [ListKeys("ip")]
    public IReadOnlyList<PodIP>? PodIPs { get; init; }

    [Description("When the node took the pod in hand.")]
    public DateTimeOffset? StartTime { get; init; }

    [Description("State of the init containers.")]
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    [Description("State of the containers.")]
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    [Description("State of the containers that were added to look at the pod.")]
    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    [Description("Guaranteed, Burstable or BestEffort.")]
    public string? QosClass { get; init; }

    [Description("What the node keeps for a pod that asks for resources as a whole.")]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    [Description("Requests and limits in force of a pod that asks for resources as a whole.")]
    public ResourceRequirements? Resources { get; init; }
}
