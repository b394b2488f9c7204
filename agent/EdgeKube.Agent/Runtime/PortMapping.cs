namespace EdgeKube.Agent.Runtime;

/// <summary>A port of the pod that the node forwards to.</summary>
internal sealed record PortMapping(PortProtocol Protocol, int ContainerPort, int HostPort, string HostIP = "");
