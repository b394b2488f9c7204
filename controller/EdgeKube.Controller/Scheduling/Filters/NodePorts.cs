namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>A host port can be taken once per node.</summary>
internal sealed class NodePorts : IFilter
{
    private static readonly Misfit Taken = new(["node(s) didn't have free ports for the requested pod ports"], true);

    public Misfit? Filter(PodToSchedule pod, NodeInfo node)
        => pod.HostPorts.Count > 0 && node.UsedPorts.Any(used => pod.HostPorts.Any(used.Clashes)) ? Taken : null;
}
