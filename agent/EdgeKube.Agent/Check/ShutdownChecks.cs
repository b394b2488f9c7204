using EdgeKube.Hosting.Options;

namespace EdgeKube.Agent.Check;

/// <summary>Do pods have time to end when the machine goes down? Pure.</summary>
internal static class ShutdownChecks
{
    public static IEnumerable<Finding> Find(ShutdownFacts? shutdown) => shutdown switch
    {
        null => [],
        { Wanted.Ticks: 0 } => [Finding.Ok("shutdown", "does not wait for pods: shutdownGracePeriodByPodPriority is empty")],
        { Allowed: null } => [Finding.Warn("shutdown", $"does not wait for pods: {shutdown.Error}", "apt install dbus; systemctl status systemd-logind")],
        { Allowed: { } allowed } when allowed < shutdown.Wanted => [Finding.Warn(
            "shutdown",
            $"logind waits {Durations.Format(allowed)} for pods that may need {Durations.Format(shutdown.Wanted)}",
            $"set InhibitDelayMaxSec={(long)shutdown.Wanted.TotalSeconds + 10} in /etc/systemd/logind.conf, then systemctl kill -s HUP systemd-logind")],
        _ => [Finding.Ok("shutdown", $"waits up to {Durations.Format(shutdown.Wanted)} for pods, by priority")],
    };
}
