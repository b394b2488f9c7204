namespace EdgeKube.Agent.Systemd;

/// <summary>What systemd is about with the whole machine.</summary>
internal static class SystemdState
{
    private static readonly BusObject Manager = new("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager");

    /// <summary>The machine goes down in good order, or reboots. False also where nobody says so.</summary>
    public static bool IsMachineEnding()
    {
        if (!SystemBus.IsThere)
        {
            return false;
        }

        try
        {
            using var bus = SystemBus.Open();
            return bus.GetText(Manager, "SystemState") == "stopping";
        }
        catch (Exception e) when (e is BusException or DllNotFoundException)
        {
            return false;
        }
    }
}
