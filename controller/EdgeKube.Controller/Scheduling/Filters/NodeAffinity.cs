using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>The node carries every label that spec.nodeSelector asks for.</summary>
internal sealed class NodeAffinity : IFilter
{
    private static readonly Misfit Mismatch = Misfit.Unresolvable("node(s) didn't match Pod's node affinity/selector");

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
        => pod.Pod.Spec?.NodeSelector is not { Count: > 0 } wanted || LabelMatch.Contains(node.Node!.Metadata.Labels, wanted) ? null : Mismatch;
}
