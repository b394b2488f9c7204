using EdgeKube.Agent.BlackBox;

namespace EdgeKube.Agent.Check;

/// <summary>The agent and its machine.</summary>
internal sealed record NodeFacts
{
    public string HostName { get; init; } = "";

    /// <summary>An agent runs.</summary>
    public bool AgentRuns { get; init; }

    public VoltageState Voltage { get; init; }

    /// <summary>What a shutdown of the machine does with pods; null where systemd does not run it.</summary>
    public ShutdownFacts? Shutdown { get; init; }
}
