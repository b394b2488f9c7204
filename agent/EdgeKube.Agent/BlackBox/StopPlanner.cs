namespace EdgeKube.Agent.BlackBox;

/// <summary>Finds out why the agent's former run ended. Pure.</summary>
internal static class StopPlanner
{
    /// <param name="mark">What the former run left.</param>
    /// <returns>Null when there was no former run, as far as anyone can know.</returns>
    public static LastStop? Find(RunMark? mark, StopEvidence evidence)
    {
        if (mark is null)
        {
            return null;
        }

        var isReboot = mark.BootId != evidence.BootId;
        if (mark.IsOrderly)
        {
            return new LastStop(StopReason.OrderlyStop, "", isReboot);
        }

        return isReboot ? AfterReboot(mark, evidence) : AfterDeath(evidence);
    }

    /// <summary>Whether what had not reached the disk before this boot may be lost. An agent that was stopped does not know what became of the machine afterwards.</summary>
    /// <param name="mark">What the former run left.</param>
    public static bool IsUncleanBoot(RunMark? mark, string bootId) => mark is not null && mark.BootId != bootId && !(mark.IsOrderly && mark.IsMachineEnding);

    private static LastStop AfterReboot(RunMark mark, StopEvidence evidence)
    {
        var voltage = mark.UnderVoltage ? "the board had told of under-voltage before" : "";
        return evidence.WatchdogReset
            ? new LastStop(StopReason.WatchdogReset, voltage, true)
            : new LastStop(StopReason.PowerLoss, voltage, true);
    }

    private static LastStop AfterDeath(StopEvidence evidence)
    {
        var result = evidence.ServiceResult.Split(' ')[0];
        var reason = result switch
        {
            "watchdog" => StopReason.AgentWatchdog,
            "oom-kill" => StopReason.AgentOOMKilled,
            _ when evidence.OutOfMemory => StopReason.AgentOOMKilled,
            _ => StopReason.AgentCrashed,
        };
        return new LastStop(reason, evidence.ServiceResult.Length > 0 ? $"systemd saw: {evidence.ServiceResult}" : "", false);
    }
}
