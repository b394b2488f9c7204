namespace EdgeKube.Agent.Runtime;

/// <summary>A device node of the node's that the container gets, to read and to write.</summary>
internal sealed record ContainerDevice(string ContainerPath, string HostPath);
