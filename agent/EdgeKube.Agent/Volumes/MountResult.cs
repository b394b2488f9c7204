using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Volumes;

/// <summary>What a container mounts, or what is wrong with it (in the kubelet's words).</summary>
internal sealed record MountResult(IReadOnlyList<ContainerMount> Mounts, string? Error)
{
    public static MountResult Failed(string error) => new([], error);
}
