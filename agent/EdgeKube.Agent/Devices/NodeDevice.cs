namespace EdgeKube.Agent.Devices;

/// <summary>A device that is plugged in.</summary>
/// <param name="Id">Stays the same when it is plugged in anew, as far as the device can be told from its like.</param>
internal sealed record NodeDevice(string Resource, string Id, IReadOnlyList<DeviceNode> Nodes)
{
    public string Number => string.Join(',', Nodes.Select(node => node.Number));
}
