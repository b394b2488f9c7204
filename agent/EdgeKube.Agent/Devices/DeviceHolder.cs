using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Devices;

/// <summary>A container with the devices that it has.</summary>
internal sealed record DeviceHolder(PodKey Pod, string Uid, string Container, IReadOnlyList<DeviceGrant> Grants);
