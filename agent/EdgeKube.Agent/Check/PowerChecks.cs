using EdgeKube.Agent.BlackBox;

namespace EdgeKube.Agent.Check;

/// <summary>Is the supply strong enough? Pure.</summary>
internal static class PowerChecks
{
    public static IEnumerable<Finding> Find(VoltageState voltage) => voltage switch
    {
        VoltageState.UnderVoltage => [Finding.Warn("power", "the supply's voltage has been too low since the machine started: expect resets and damaged files", "use a stronger supply and a shorter cable, then reboot")],
        VoltageState.Good => [Finding.Ok("power", "no under-voltage since the machine started")],
        _ => [],
    };
}
