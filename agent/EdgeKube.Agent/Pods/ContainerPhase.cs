namespace EdgeKube.Agent.Pods;

internal enum ContainerPhase
{
    /// <summary>Made, but its process was never started.</summary>
    Created,
    Running,
    Exited,

    /// <summary>The runtime lost track of it; it has to be stopped before anything else.</summary>
    Unknown,
}
