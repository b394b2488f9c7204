namespace EdgeKube.Agent.Check;

/// <summary>containerd, as it is installed and as it answers.</summary>
internal sealed record RuntimeFacts
{
    public string Socket { get; init; } = "";

    public bool SocketExists { get; init; }

    /// <summary>Why it cannot be used, in its own words; null when it answered.</summary>
    public string? Error { get; init; }

    /// <summary>It answers, but has no CRI.</summary>
    public bool HasNoCri { get; init; }

    public string ConfigPath { get; init; } = "/etc/containerd/config.toml";

    /// <summary>An agent that starts now lets systemd make the pods' cgroups.</summary>
    public bool AgentUsesSlices { get; init; }

    /// <summary>Its configuration switches the CRI off.</summary>
    public bool CriIsDisabled { get; init; }

    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>What it says of its own configuration; null when it does not say.</summary>
    public RuntimeConfig? Config { get; init; }

    /// <summary>The CNI plugins that pods need and that are not where containerd looks.</summary>
    public IReadOnlyList<string> MissingPlugins { get; init; } = [];

    /// <summary>Where they are instead, or null.</summary>
    public string? PluginsAt { get; init; }

    /// <summary>Installed Debian packages of the runtime and their versions.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = new Dictionary<string, string>();
}
