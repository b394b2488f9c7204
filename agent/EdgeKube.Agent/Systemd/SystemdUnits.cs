namespace EdgeKube.Agent.Systemd;

/// <summary>Units that systemd is asked for. Each on the thread that the bus belongs to.</summary>
internal static class SystemdUnits
{
    private static readonly BusObject Manager = new("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager");

    /// <summary>Makes a unit that lasts until it is stopped, or the machine is.</summary>
    public static void StartTransient(SystemBus bus, string unit, IReadOnlyList<UnitProperty> properties) => bus.Call(Manager, "StartTransientUnit", call =>
    {
        call.Text(unit);
        call.Text("replace");
        Append(call, properties);
        call.Open('a', "(sa(sv))");
        call.Close();
    }).Dispose();

    public static void SetProperties(SystemBus bus, string unit, IReadOnlyList<UnitProperty> properties) => bus.Call(Manager, "SetUnitProperties", call =>
    {
        call.Text(unit);

        // Until the next boot.
        call.Flag(true);
        Append(call, properties);
    }).Dispose();

    public static void Stop(SystemBus bus, string unit) => bus.Call(Manager, "StopUnit", call =>
    {
        call.Text(unit);
        call.Text("replace");
    }).Dispose();

    private static void Append(BusCall call, IReadOnlyList<UnitProperty> properties)
    {
        call.Open('a', "(sv)");
        foreach (var property in properties)
        {
            call.Open('r', "sv");
            call.Text(property.Name);
            call.Open('v', property.Number is null ? "b" : "t");
            if (property.Number is { } number)
            {
                call.Number(number);
            }
            else
            {
                call.Flag(true);
            }

            call.Close();
            call.Close();
        }

        call.Close();
    }
}
