namespace EdgeKube.Controller.Scheduling;

/// <summary>What news of a pod or a node means for pods that wait.</summary>
internal enum ClusterChange
{
    None,

    /// <summary>A pod has come to a node or is about to go, has other labels, or a node has gone: of interest to pods that look at others.</summary>
    PodsMoved,

    /// <summary>Any pod may fit now.</summary>
    RoomFreed,
}
