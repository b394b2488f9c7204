using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Devices;

/// <param name="Lack">Why the container cannot have what it asks for now, or null.</param>
internal sealed record DevicePlan(IReadOnlyList<NodeDevice> Devices, string? Lack)
{
    public static readonly DevicePlan Nothing = new([], null);

    /// <summary>What was granted, as the ledger and the container's annotation have it.</summary>
    public IReadOnlyList<DeviceGrant> Grants => [.. Devices.Select(device => new DeviceGrant(device.Resource, device.Id, device.Number))];

    public ContainerConfig AddTo(ContainerConfig config) => Devices.Count == 0 ? config : config with
    {
        Devices = [.. Devices.SelectMany(device => device.Nodes).Select(node => new ContainerDevice(node.ContainerPath, node.HostPath))],
        Annotations = new Dictionary<string, string>(config.Annotations) { [PodLabels.Devices] = DeviceGrant.Format(Grants) },
    };
}
