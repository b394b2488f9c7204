namespace EdgeKube.Agent.Systemd;

/// <summary>What systemd-logind does for the agent. Each on the thread that the bus belongs to.</summary>
internal static class Logind
{
    private static readonly BusObject Manager = new("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager");
    private const string PrepareForShutdown = "PrepareForShutdown";

    /// <summary>The machine does not go down before what is returned is disposed, or <see cref="LongestDelay"/> is over.</summary>
    public static BusMessage DelayShutdown(SystemBus bus) => bus.Call(Manager, "Inhibit", call =>
    {
        call.Text("shutdown");
        call.Text("EdgeKube");
        call.Text("Pods end with their grace");
        call.Text("delay");
    });

    /// <summary>How long logind waits for those who delay a shutdown.</summary>
    public static TimeSpan LongestDelay(SystemBus bus) => TimeSpan.FromMicroseconds(Math.Min(bus.GetNumber(Manager, "InhibitDelayMaxUSec"), 1UL << 50));

    public static void Subscribe(SystemBus bus) => bus.Subscribe(Manager, PrepareForShutdown);

    /// <summary>True: the machine is about to go down. False: it goes on after all. Null: another message.</summary>
    public static bool? FindShutdown(BusMessage message) => message.FindFlag(Manager.Interface, PrepareForShutdown);

    /// <summary>Reboots the machine as a person would: whoever delays it has his time.</summary>
    public static void Reboot(SystemBus bus) => bus.Call(Manager, "Reboot", call => call.Flag(false)).Dispose();
}
