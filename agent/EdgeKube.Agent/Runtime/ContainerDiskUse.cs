namespace EdgeKube.Agent.Runtime;

/// <summary>What a container has written beside its volumes: its layer. The runtime measures it now and then.</summary>
internal sealed record ContainerDiskUse(string ContainerId, IReadOnlyDictionary<string, string> Labels, long Bytes, long Inodes);
