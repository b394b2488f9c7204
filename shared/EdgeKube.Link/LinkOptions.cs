namespace EdgeKube.Link;

/// <summary>What one end is able to do; the defaults are what this build does.</summary>
public sealed record LinkOptions
{
    public static LinkOptions Default { get; } = new();

    /// <summary>The oldest protocol version spoken.</summary>
    public uint ProtocolMin { get; init; } = 1;

    /// <summary>The newest protocol version spoken.</summary>
    public uint ProtocolMax { get; init; } = 1;

    /// <summary>Optional abilities, by name; both ends use those that both have.</summary>
    public IReadOnlyList<string> Features { get; init; } = LinkFeatures.All;

    /// <summary>This program's version, told to the other end.</summary>
    public string Version { get; init; } = "0";

    public LinkLimits Limits { get; init; } = LinkLimits.Default;

    public LinkTimings Timings { get; init; } = LinkTimings.Default;
}
