using EdgeKube.Agent.Probes;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Everything that a plan for one pod looks at, besides the pod itself.</summary>
internal sealed record ObservedPod
{
    public static readonly IReadOnlySet<string> NoRestarts = new HashSet<string>();
    public static readonly ObservedPod Nothing = new();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ObservedSandbox> Sandboxes { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ObservedContainer> Containers { get; init; } = [];

    /// <summary>Steps that failed, by container name.</summary>
    public IReadOnlyDictionary<string, ContainerWait> Waits { get; init; } = new Dictionary<string, ContainerWait>();

    /// <summary>What probes say (or said, when they failed a container that has ended), by container id; one without probes is not in it.</summary>
    public IReadOnlyDictionary<string, ContainerHealth> Health { get; init; } = new Dictionary<string, ContainerHealth>();

    /// <summary>Containers, by id, that somebody at the node wants to be ended and started again.</summary>
    public IReadOnlySet<string> Restarts { get; init; } = NoRestarts;

    /// <summary>Why the node evicts the pod, or null.</summary>
    public string? Eviction { get; init; }

    /// <summary>Set when other limits could not be given to the running containers.</summary>
    public ContainerWait? ResizeFailure { get; init; }

    /// <summary>Why other limits cannot be given now: the node has not enough to spare.</summary>
    public string? ResizeShortage { get; init; }

    /// <summary>Set when making the sandbox failed.</summary>
    public ContainerWait? SandboxWait { get; init; }

    /// <summary>When this node took the pod in hand (uptime).</summary>
    public TimeSpan ActiveSince { get; init; }

    /// <summary>How full its volumes are; null when nobody needs to know.</summary>
    public StorageUse? Storage { get; init; }

    /// <summary>Nothing of it runs, and its volumes are still there.</summary>
    public bool HoldsVolumes { get; init; }

    /// <summary>The node's kernel can enforce AppArmor profiles.</summary>
    public bool HasAppArmor { get; init; }

    /// <summary>This node, for a pod that it has yet to take in and that asks for a certain one; else null.</summary>
    public Node? OwnNode { get; init; }

    /// <summary>Conditions of what the node is short of, for a pod that it has yet to take in; else nothing.</summary>
    public IReadOnlyCollection<string> NodePressure { get; init; } = [];

    public bool NetworkReady { get; init; } = true;

    public ObservedSandbox? ReadySandbox => Sandboxes.FirstOrDefault(sandbox => sandbox.Ready);

    /// <summary>Containers and sandboxes whose process runs.</summary>
    public IEnumerable<string> LiveIds
        => Containers.Where(container => container.Phase == ContainerPhase.Running).Select(container => container.Id)
            .Concat(Sandboxes.Where(sandbox => sandbox.Ready).Select(sandbox => sandbox.Id));

    /// <summary>The pod's address as hooks and probes use it; empty when it has none.</summary>
    public string PodIP(Pod pod, string nodeIP) => pod.Spec?.HostNetwork == true ? nodeIP : ReadySandbox?.IPs is [var first, ..] ? first : "";

    public ContainerHealth HealthOf(ObservedContainer container) => Health.GetValueOrDefault(container.Id, ContainerHealth.Good);

    public ObservedContainer? Newest(string name) => Containers.FirstOrDefault(container => container.Name == name);
}
