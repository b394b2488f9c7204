namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>A pod that names its node runs there or nowhere.</summary>
internal sealed class NodeName : IFilter
{
    private static readonly Misfit Other = Misfit.Unresolvable("node(s) didn't match the requested node name");

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
        => string.IsNullOrEmpty(pod.Pod.Spec?.NodeName) || pod.Pod.Spec.NodeName == node.Name ? null : Other;
}
