using EdgeKube.Agent.Protos.Cri;

namespace EdgeKube.Agent.Runtime;

/// <summary>Sandboxes between CRI's form and ours.</summary>
internal static class SandboxMapping
{
    public static PodSandboxConfig ToCri(SandboxConfig config) => new()
    {
        Metadata = new PodSandboxMetadata { Name = config.Name, Namespace = config.Namespace, Uid = config.Uid, Attempt = config.Attempt },
        Hostname = config.Hostname,
        LogDirectory = config.LogDirectory,
        PortMappings = [.. config.Ports.Select(ToCri)],
        Labels = config.Labels,
        Annotations = config.Annotations,
        DnsConfig = ToCri(config.Dns),
        Linux = new LinuxPodSandboxConfig { CgroupParent = config.CgroupParent, SecurityContext = Security(config), Sysctls = config.Sysctls },
    };

    public static RuntimeSandbox FromCri(PodSandbox sandbox) => new(
        sandbox.Id,
        sandbox.Metadata?.Name ?? "",
        sandbox.Metadata?.Namespace ?? "",
        sandbox.Metadata?.Uid ?? "",
        sandbox.Metadata?.Attempt ?? 0,
        sandbox.State == PodSandboxState.Ready,
        CriValues.Time(sandbox.CreatedAt),
        sandbox.Labels,
        sandbox.Annotations);

    public static SandboxStatus FromCri(PodSandboxStatus status)
    {
        var sandbox = new RuntimeSandbox(
            status.Id,
            status.Metadata?.Name ?? "",
            status.Metadata?.Namespace ?? "",
            status.Metadata?.Uid ?? "",
            status.Metadata?.Attempt ?? 0,
            status.State == PodSandboxState.Ready,
            CriValues.Time(status.CreatedAt),
            status.Labels,
            status.Annotations);
        var network = status.Linux?.Namespaces?.Options?.Network ?? NamespaceMode.Pod;
        return new SandboxStatus(sandbox, status.Network?.Ip ?? "", [.. status.Network?.AdditionalIps.Select(ip => ip.Ip) ?? []], network);
    }

    private static LinuxSandboxSecurityContext Security(SandboxConfig config) => new()
    {
        NamespaceOptions = Namespaces(config.Network, config.Pid, config.Ipc),
        Privileged = config.Privileged,
        // As the kubelet does it; the pause process needs nothing that the default profile forbids.
        Seccomp = SecurityMapping.ToCri(config.Privileged ? ConfinementProfile.Unconfined : ConfinementProfile.RuntimeDefault),
    };

    public static NamespaceOption Namespaces(NamespaceMode network, NamespaceMode pid, NamespaceMode ipc, string target = "") => new()
    {
        Network = network,
        Pid = pid,
        Ipc = ipc,
        TargetId = target,
    };

    private static Protos.Cri.DnsConfig? ToCri(DnsConfig? dns) =>
        dns is null ? null : new Protos.Cri.DnsConfig { Servers = dns.Servers, Searches = dns.Searches, Options = dns.Options };

    private static Protos.Cri.PortMapping ToCri(PortMapping port) => new()
    {
        Protocol = port.Protocol,
        ContainerPort = port.ContainerPort,
        HostPort = port.HostPort,
        HostIp = port.HostIP,
    };
}
