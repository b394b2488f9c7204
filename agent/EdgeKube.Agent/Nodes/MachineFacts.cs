namespace EdgeKube.Agent.Nodes;

/// <summary>What the machine says of itself, read once per start unless noted.</summary>
internal sealed record MachineFacts
{
    public required string Hostname { get; init; }

    public required int Processors { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>Size of the file system that holds the agent's data.</summary>
    public required long DiskBytes { get; init; }

    public required string MachineId { get; init; }

    public required string SystemUuid { get; init; }

    /// <summary>New with every boot.</summary>
    public required string BootId { get; init; }

    public required string KernelVersion { get; init; }

    public required string OsImage { get; init; }

    /// <summary>As Go spells it: amd64, arm64, arm.</summary>
    public required string Architecture { get; init; }
}
