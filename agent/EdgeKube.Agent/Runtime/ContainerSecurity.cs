namespace EdgeKube.Agent.Runtime;

/// <summary>As whom, and with what rights, the container's process runs.</summary>
internal sealed record ContainerSecurity
{
    public bool Privileged { get; init; }

    public long? RunAsUser { get; init; }

    /// <summary>Instead of <see cref="RunAsUser"/>: a name that the image's own files know.</summary>
    public string RunAsUsername { get; init; } = "";

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

    /// <summary>The container whose processes it sees, with <see cref="NamespaceMode.Target"/>.</summary>
    public string PidTarget { get; init; } = "";

    public NamespaceMode Ipc { get; init; } = NamespaceMode.Pod;

    /// <summary>Paths hidden in the container; null: the defaults of container runtimes.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    /// <summary>Paths that cannot be written; null: the defaults of container runtimes.</summary>
    public IReadOnlyList<string>? ReadOnlyPaths { get; init; }

    /// <summary>The filter for system calls.</summary>
    public ConfinementProfile Seccomp { get; init; } = ConfinementProfile.Unconfined;

    /// <summary>Null for what the runtime does by itself.</summary>
    public ConfinementProfile? AppArmor { get; init; }
}
