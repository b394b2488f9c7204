using EdgeKube.Agent.Report;
using EdgeKube.Api;

namespace EdgeKube.Agent.BlackBox;

/// <summary>How the end of the former run is told: events, with Kubernetes' own reasons where it has them, and a condition of the Node. Pure.</summary>
internal static class StopReport
{
    public const string ConditionType = "edgekube.io/UncleanStop";

    /// <summary>As much of the log as fits an event that people read in a terminal.</summary>
    private const int MaxTail = 700;

    /// <param name="mark">What the former run left.</param>
    /// <param name="tail">The last lines of its log, oldest first.</param>
    /// <param name="now">By the machine's clock.</param>
    public static IReadOnlyList<NodeEvent> Events(string node, LastStop stop, RunMark mark, string bootId, IReadOnlyList<string> tail, DateTimeOffset now)
    {
        var events = new List<NodeEvent>();
        if (stop.IsReboot)
        {
            events.Add(new NodeEvent("Warning", "Rebooted", $"Node {node} has been rebooted, boot id: {bootId}", now));
        }

        if (stop.IsUnclean)
        {
            var (reason, text) = stop.Reason == StopReason.AgentOOMKilled
                ? ("SystemOOM", $"System OOM encountered, victim process: edgekube-agent, pid: {mark.Pid}")
                : (stop.Reason.ToString(), Describe(stop));
            events.Add(new NodeEvent("Warning", reason, $"{text}{Tail(tail)}", now));
        }

        return events;
    }

    public static NodeCondition Condition(LastStop stop) => new()
    {
        Type = ConditionType,
        Status = stop.IsUnclean ? "True" : "False",
        Reason = stop.Reason.ToString(),
        Message = Describe(stop),
    };

    private static string Describe(LastStop stop)
    {
        var text = stop.Reason switch
        {
            StopReason.OrderlyStop => stop.IsReboot ? "the agent was stopped in good order before the machine was rebooted" : "the agent was stopped in good order",
            StopReason.PowerLoss => "the machine stopped without notice: loss of power, reset or a kernel that died",
            StopReason.WatchdogReset => "the hardware watchdog reset the machine",
            StopReason.AgentWatchdog => "systemd ended the agent, which no longer answered its watchdog",
            StopReason.AgentOOMKilled => "the kernel killed the agent for want of memory",
            _ => "the agent failed or was killed; the pods were not touched",
        };
        return stop.Detail.Length > 0 ? $"{text}; {stop.Detail}" : text;
    }

    // The newest lines, as many as fit; one line in all, because an event is shown as one.
    private static string Tail(IReadOnlyList<string> lines)
    {
        var taken = new List<string>();
        var length = 0;
        foreach (var line in lines.Reverse())
        {
            length += line.Length + 3;
            if (length > MaxTail)
            {
                break;
            }

            taken.Insert(0, line);
        }

        return taken.Count == 0 ? "" : $"; its last words: {string.Join(" | ", taken)}";
    }
}
