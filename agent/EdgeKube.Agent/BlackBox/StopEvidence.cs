namespace EdgeKube.Agent.BlackBox;

/// <summary>What the machine knows about the end of the agent's former run.</summary>
internal sealed record StopEvidence
{
    /// <summary>Of the boot that runs now.</summary>
    public required string BootId { get; init; }

    /// <summary>The watchdog's driver says that it reset the machine before this boot.</summary>
    public bool WatchdogReset { get; init; }

    /// <summary>The kernel's log says that it killed the former run's process for want of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>
    /// How the service ended, as systemd saw it: its $SERVICE_RESULT, $EXIT_CODE and $EXIT_STATUS, such as <c>signal killed KILL</c>;
    /// empty where the agent is no service.
    /// </summary>
    public string ServiceResult { get; init; } = "";
}
