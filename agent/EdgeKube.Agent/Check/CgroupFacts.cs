namespace EdgeKube.Agent.Check;

/// <summary>The cgroups of the machine.</summary>
internal sealed record CgroupFacts
{
    /// <summary>v1, v2, hybrid, or empty when nothing is mounted.</summary>
    public string Version { get; init; } = "";

    /// <summary>The controllers that can be used.</summary>
    public IReadOnlySet<string> Controllers { get; init; } = new HashSet<string>();
}
