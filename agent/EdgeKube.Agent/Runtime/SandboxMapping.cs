using EdgeKube.Agent.Protos.Cri;

namespace EdgeKube.Agent.Runtime;

/// <summary>Sandboxes between CRI's form and ours.</summary>
internal static class SandboxMapping
{
    public static PodSandboxConfig ToCri(SandboxConfig config)
    {
        var cri = new PodSandboxConfig
        {
            Metadata = new PodSandboxMetadata { Name = config.Name, Namespace = config.Namespace, Uid = config.Uid, Attempt = config.Attempt },
            Hostname = config.Hostname,
            LogDirectory = config.LogDirectory,
            PortMappings = { config.Ports.Select(ToCri) },
            Linux = new LinuxPodSandboxConfig { CgroupParent = config.CgroupParent, SecurityContext = Security(config) },
        };
        cri.Labels.AddAll(config.Labels);
        cri.Annotations.AddAll(config.Annotations);
        cri.Linux.Sysctls.AddAll(config.Sysctls);
        if (config.Dns is { } dns)
        {
            cri.DnsConfig = new DNSConfig { Servers = { dns.Servers }, Searches = { dns.Searches }, Options = { dns.Options } };
        }

        return cri;
    }

    public static RuntimeSandbox FromCri(PodSandbox sandbox) => new(
        sandbox.Id,
        sandbox.Metadata?.Name ?? "",
        sandbox.Metadata?.Namespace ?? "",
        sandbox.Metadata?.Uid ?? "",
        sandbox.Metadata?.Attempt ?? 0,
        sandbox.State == PodSandboxState.SandboxReady,
        CriValues.Time(sandbox.CreatedAt),
        CriValues.Copy(sandbox.Labels),
        CriValues.Copy(sandbox.Annotations));

    public static SandboxStatus FromCri(PodSandboxStatus status)
    {
        var sandbox = new RuntimeSandbox(
            status.Id,
            status.Metadata?.Name ?? "",
            status.Metadata?.Namespace ?? "",
            status.Metadata?.Uid ?? "",
            status.Metadata?.Attempt ?? 0,
            status.State == PodSandboxState.SandboxReady,
            CriValues.Time(status.CreatedAt),
            CriValues.Copy(status.Labels),
            CriValues.Copy(status.Annotations));
        var network = (NamespaceMode)(status.Linux?.Namespaces?.Options?.Network ?? Protos.Cri.NamespaceMode.Pod);
        return new SandboxStatus(sandbox, status.Network?.Ip ?? "", [.. status.Network?.AdditionalIps.Select(ip => ip.Ip) ?? []], network);
    }

    private static LinuxSandboxSecurityContext Security(SandboxConfig config) => new()
    {
        NamespaceOptions = Namespaces(config.Network, config.Pid, config.Ipc),
        Privileged = config.Privileged,
        // As the kubelet does it; the pause process needs nothing that the default profile forbids.
        Seccomp = new SecurityProfile
        {
            ProfileType = config.Privileged ? SecurityProfile.Types.ProfileType.Unconfined : SecurityProfile.Types.ProfileType.RuntimeDefault,
        },
    };

    public static NamespaceOption Namespaces(NamespaceMode network, NamespaceMode pid, NamespaceMode ipc) => new()
    {
        Network = (Protos.Cri.NamespaceMode)network,
        Pid = (Protos.Cri.NamespaceMode)pid,
        Ipc = (Protos.Cri.NamespaceMode)ipc,
    };

    private static Protos.Cri.PortMapping ToCri(PortMapping port) => new()
    {
        Protocol = (Protocol)port.Protocol,
        ContainerPort = port.ContainerPort,
        HostPort = port.HostPort,
        HostIp = port.HostIP,
    };
}
