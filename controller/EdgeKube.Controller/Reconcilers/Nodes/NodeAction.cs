using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>What a node's pass does to the world.</summary>
internal abstract record NodeAction(string Reason)
{
    public sealed record UpdateStatus(NodeStatus Status, PlannedEvent? Event) : NodeAction("Unreachable");

    public sealed record UpdateTaints(IReadOnlyList<Taint> Taints) : NodeAction("Conditions");

    public sealed record MarkPodNotReady(Pod Pod, PodStatus Status) : NodeAction("NodeNotReady");
}
