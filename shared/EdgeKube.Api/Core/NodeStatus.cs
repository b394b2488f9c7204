using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a node reports about itself.</summary>
[Description("What a node reports about itself.")]
public sealed record NodeStatus
{
    [Description("Everything the machine has.")]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    [Description("What is left for pods.")]
    public IReadOnlyDictionary<string, Quantity>? Allocatable { get; init; }

    [Description("Old way of telling a node's life cycle; no longer set.")]
    public string? Phase { get; init; }

    [Description("Ready, MemoryPressure, DiskPressure, PIDPressure and the like.")]
    [ListKeys("type")]
    public IReadOnlyList<NodeCondition>? Conditions { get; init; }

    [Description("Addresses and names under which the node is reached.")]
    [ListKeys("type")]
    public IReadOnlyList<NodeAddress>? Addresses { get; init; }

    [Description("Ports of the node's daemons.")]
    public NodeDaemonEndpoints? DaemonEndpoints { get; init; }

    [Description("Kernel, operating system, runtime and versions.")]
    public NodeSystemInfo? NodeInfo { get; init; }

    [Description("Images present on the node.")]
    public IReadOnlyList<ContainerImage>? Images { get; init; }

    [Description("Runtime handlers and what each can do.")]
    public IReadOnlyList<NodeRuntimeHandler>? RuntimeHandlers { get; init; }

    [Description("What the runtime can do.")]
    public NodeFeatures? Features { get; init; }

    [Description("Features the agent declares to the scheduler.")]
    public IReadOnlyList<string>? DeclaredFeatures { get; init; }
}
