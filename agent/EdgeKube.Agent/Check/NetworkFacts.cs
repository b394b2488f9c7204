namespace EdgeKube.Agent.Check;

/// <summary>The way from this machine to others.</summary>
internal sealed record NetworkFacts
{
    public IReadOnlyList<string> NameServers { get; init; } = [];

    /// <summary>Names of controllers that could not be resolved.</summary>
    public IReadOnlyList<string> Unresolved { get; init; } = [];

    /// <summary>Names, not addresses, lead to the controllers.</summary>
    public bool NeedsNames { get; init; }

    public bool HasIPv4Route { get; init; }

    public bool HasIPv6Route { get; init; }

    /// <summary>This machine's address towards its controllers, or any that others could reach.</summary>
    public string? Address { get; init; }

    /// <summary>The address that the Node is known under; null when it is not known here.</summary>
    public string? FormerAddress { get; init; }

    /// <summary>Programs that pods' networks need and that are not installed.</summary>
    public IReadOnlyList<string> MissingPrograms { get; init; } = [];
}
