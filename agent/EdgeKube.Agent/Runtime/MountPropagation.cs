namespace EdgeKube.Agent.Runtime;

/// <summary>The numbers are CRI's.</summary>
internal enum MountPropagation
{
    Private = 0,
    HostToContainer = 1,
    Bidirectional = 2,
}
