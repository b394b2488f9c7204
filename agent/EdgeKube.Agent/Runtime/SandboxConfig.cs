namespace EdgeKube.Agent.Runtime;

/// <summary>A pod sandbox to run: the pod's identity and what its containers share.</summary>
internal sealed record SandboxConfig
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required string Uid { get; init; }

    /// <summary>Counts the sandboxes of one pod; name, namespace, uid and attempt together are unique.</summary>
    public uint Attempt { get; init; }

    /// <summary>Empty only with the node's network.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Absolute directory of the containers' log files; made by the caller.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>Null: the node's own resolv.conf.</summary>
    public DnsConfig? Dns { get; init; }

    public IReadOnlyList<PortMapping> Ports { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>In cgroupfs' manner (<c>/kubepods/burstable/podUID</c>); empty: the runtime's default.</summary>
    public string CgroupParent { get; init; } = "";

    public NamespaceMode Network { get; init; } = NamespaceMode.Pod;

    public NamespaceMode Pid { get; init; } = NamespaceMode.Container;

    public NamespaceMode Ipc { get; init; } = NamespaceMode.Pod;

    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    /// <summary>The runtime's name of the way to run it; empty for its default.</summary>
    public string RuntimeHandler { get; init; } = "";

    /// <summary>Must be set when a container of the pod is to be privileged.</summary>
    public bool Privileged { get; init; }
}
