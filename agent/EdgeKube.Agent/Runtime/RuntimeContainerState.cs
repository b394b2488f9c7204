namespace EdgeKube.Agent.Runtime;

/// <summary>The numbers are CRI's.</summary>
internal enum RuntimeContainerState
{
    Created = 0,
    Running = 1,
    Exited = 2,
    Unknown = 3,
}
