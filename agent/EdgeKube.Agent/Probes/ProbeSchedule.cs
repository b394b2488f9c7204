using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>When a container is first probed.</summary>
internal static class ProbeSchedule
{
    /// <param name="age">How long the container has been running.</param>
    /// <param name="containerId">Spreads the first probes of many containers that were there before this program.</param>
    public static TimeSpan FirstDelay(Probe probe, TimeSpan age, string containerId)
    {
        var initial = TimeSpan.FromSeconds(probe.InitialDelaySeconds) - age;
        if (initial > TimeSpan.Zero)
        {
            return initial;
        }

        var period = TimeSpan.FromSeconds(probe.PeriodSeconds);
        return age > period ? period * Fraction(containerId) : TimeSpan.Zero;
    }

    private static double Fraction(string text) => text.Aggregate(17u, (hash, c) => (hash * 31) + c) % 1000 / 1000.0;
}
