namespace EdgeKube.Agent.BlackBox;

/// <summary>
/// What a run of the agent leaves for the next one. On disk it is written when a boot begins and when a run ends in good order; the exact
/// one lies on the file system that a boot empties, so that an agent that starts again and again wears no card.
/// </summary>
internal sealed record RunMark
{
    public string BootId { get; init; } = "";

    public int Pid { get; init; }

    /// <summary>Seconds that the machine had been up when the run began: what the kernel logged before is about others.</summary>
    public double StartedUptime { get; init; }

    /// <summary>By the machine's clock, which may be wrong.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The run ended in good order.</summary>
    public bool IsOrderly { get; init; }

    /// <summary>It ended because the machine went down in good order. An agent that is merely stopped, as for an upgrade, says nothing about the machine's end.</summary>
    public bool IsMachineEnding { get; init; }

    /// <summary>The board told of under-voltage during this boot.</summary>
    public bool UnderVoltage { get; init; }
}
