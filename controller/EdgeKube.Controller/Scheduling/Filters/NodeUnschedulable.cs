using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Nodes;

namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>A cordoned node takes no new pods but those that tolerate it.</summary>
internal sealed class NodeUnschedulable : IFilter
{
    private static readonly Taint Cordon = new() { Key = NodeTaints.Unschedulable, Effect = "NoSchedule" };
    private static readonly Misfit Cordoned = Misfit.Unresolvable("node(s) were unschedulable");

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
        => node.Node!.Spec?.Unschedulable != true || TaintToleration.IsTolerated(Cordon, pod.Tolerations) ? null : Cordoned;
}
