namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>Says whether a pod can run on a node. Pure.</summary>
internal interface IFilter
{
    /// <summary>Null when it can, else why not.</summary>
    Misfit? Filter(PodToSchedule pod, NodeInfo node);
}
