namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>A pod whose required node affinity tells nodes by their names looks at no others, whatever else they lack.</summary>
internal sealed class NamedNodes : IFilter
{
    private static readonly Misfit Unnamed = Misfit.Unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]");

    public Misfit? Filter(PodToSchedule pod, NodeInfo node) => pod.RequiredNodes?.Names is { } names && !names.Contains(node.Name) ? Unnamed : null;
}
