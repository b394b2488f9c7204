namespace EdgeKube.Agent.Check;

/// <summary>The kernel and the board.</summary>
internal sealed record KernelFacts
{
    public string Release { get; init; } = "";

    /// <summary>What containers need of it and it has not, neither built in nor as a module.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What the boot loader told the kernel.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The file that the boot loader takes that from, where it is a file of one line, as on a Raspberry Pi; else null.</summary>
    public string? CommandLineFile { get; init; }

    public long? MemoryBytes { get; init; }
}
