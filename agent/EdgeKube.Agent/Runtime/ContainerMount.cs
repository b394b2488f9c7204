namespace EdgeKube.Agent.Runtime;

/// <summary>A file or directory of the node that the container sees.</summary>
internal sealed record ContainerMount(string ContainerPath, string HostPath, bool ReadOnly, MountPropagation Propagation = MountPropagation.Private);
