namespace EdgeKube.Agent.Systemd;

/// <summary>A number, or a switch, of a unit.</summary>
/// <param name="Number">Null for a switch that is on.</param>
internal sealed record UnitProperty(string Name, ulong? Number)
{
    public static UnitProperty On(string name) => new(name, null);
}
