using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Scheduling.Neighbours;

namespace EdgeKube.Controller.Scheduling;

/// <summary>A pod with what filters and scores ask about it, computed once.</summary>
internal sealed class PodToSchedule(Pod pod)
{
    private static readonly NamespaceLabels NoNamespaces = new();

    public Pod Pod => pod;

    public int Priority => pod.Spec?.Priority ?? 0;

    public PodResources Requests { get; } = PodResources.OfPod(pod);

    public PodResources ScoringRequests { get; } = PodResources.OfPodForScoring(pod);

    /// <summary>Devices that it asks for, by resource.</summary>
    public IReadOnlyDictionary<string, long> Devices { get; } = DeviceRequests.OfPod(pod);

    /// <summary>The uid of the pod's controller, or null: pods of one owner are spread.</summary>
    public string? Owner { get; } = Owners.ControllerOf(pod)?.Uid;

    /// <summary>Looked up when the pod is placed; of pods that have their node nobody asks.</summary>
    public ClaimNeeds Claims { get; init; } = ClaimNeeds.None;

    public IReadOnlyList<Toleration> Tolerations => pod.Spec?.Tolerations ?? [];

    /// <summary>What spec.affinity demands of the node's labels and name; null when nothing.</summary>
    public NodeTerms? RequiredNodes => field ??= NodeFit.RequiredTerms(pod.Spec);

    /// <summary>What spec.affinity says of the pods near it; null when nothing.</summary>
    public NeighbourTerms? Neighbours => field ??= NeighbourTerms.Find(pod);

    /// <summary>By which terms of affinity may choose namespaces; of pods that have their node nobody asks.</summary>
    public NamespaceLabels Namespaces { get; init; } = NoNamespaces;

    /// <summary>Host ports as (protocol, port, address), the address empty for all.</summary>
    public IReadOnlyList<HostPort> HostPorts { get; } = HostPort.Of(pod);
}
