namespace EdgeKube.Agent.Devices;

/// <summary>One device node that a container gets.</summary>
/// <param name="HostPath">The node itself, no link to it.</param>
/// <param name="Number">Kind, major and minor number: <c>c4:64</c>. Another one is another device to whoever has the node.</param>
internal sealed record DeviceNode(string HostPath, string ContainerPath, string Number);
