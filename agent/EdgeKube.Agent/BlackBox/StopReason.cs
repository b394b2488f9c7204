namespace EdgeKube.Agent.BlackBox;

/// <summary>Why the agent's former run ended. The names are the reasons of the condition, and of the event where Kubernetes has none of its own.</summary>
internal enum StopReason
{
    /// <summary>It was told to stop, and did.</summary>
    OrderlyStop,

    /// <summary>The machine stopped without telling anyone: no power, a reset, a kernel that died.</summary>
    PowerLoss,

    /// <summary>The hardware watchdog reset the machine.</summary>
    WatchdogReset,

    /// <summary>systemd's watchdog ended the agent, which no longer said that it lives.</summary>
    AgentWatchdog,

    /// <summary>The kernel killed the agent for want of memory.</summary>
    AgentOOMKilled,

    /// <summary>The agent failed or was killed.</summary>
    AgentCrashed,
}
