using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Agent.Systemd;

namespace EdgeKube.Agent.Check;

/// <summary>Asks logind how long it would wait.</summary>
internal static class ShutdownReader
{
    public static ShutdownFacts? Read(AgentOptions options)
    {
        if (!SystemBus.IsThere)
        {
            return null;
        }

        var wanted = ShutdownPlanner.Longest(options.ShutdownPeriods);
        try
        {
            using var bus = SystemBus.Open();
            return new ShutdownFacts(wanted, Logind.LongestDelay(bus), null);
        }
        catch (BusException e)
        {
            return new ShutdownFacts(wanted, null, e.Message);
        }
    }
}
