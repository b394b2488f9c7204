namespace EdgeKube.Agent.Runtime;

/// <summary>As whom, and with what rights, the container's process runs.</summary>
internal sealed record ContainerSecurity
{
    public bool Privileged { get; init; }

    public long? RunAsUser { get; init; }

    /// <summary>Only together with <see cref="RunAsUser"/>.</summary>
    public long? RunAsGroup { get; init; }

    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];

    public bool ReadOnlyRootFilesystem { get; init; }

    public bool NoNewPrivileges { get; init; }

    public IReadOnlyList<string> AddCapabilities { get; init; } = [];

    public IReadOnlyList<string> DropCapabilities { get; init; } = [];

    /// <summary>Must be the sandbox's own for network and ipc.</summary>
    public NamespaceMode Network { get; init; } = NamespaceMode.Pod;

    public NamespaceMode Pid { get; init; } = NamespaceMode.Container;

    public NamespaceMode Ipc { get; init; } = NamespaceMode.Pod;

    /// <summary>Paths hidden in the container; null: the defaults of container runtimes.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    /// <summary>Paths that cannot be written; null: the defaults of container runtimes.</summary>
    public IReadOnlyList<string>? ReadOnlyPaths { get; init; }

    /// <summary>Confined by the runtime's default seccomp profile instead of by none.</summary>
    public bool DefaultSeccomp { get; init; }
}
