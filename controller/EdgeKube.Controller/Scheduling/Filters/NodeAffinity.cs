using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>The node carries every label that spec.nodeSelector asks for, and is one that the required node affinity means.</summary>
internal sealed class NodeAffinity : IFilter
{
    private static readonly Misfit Mismatch = Misfit.Unresolvable(NodeFit.Mismatch);

    public Misfit? Filter(PodToSchedule pod, NodeInfo node) => NodeFit.Admits(pod.Pod.Spec, pod.RequiredNodes, node.Node!) ? null : Mismatch;
}
