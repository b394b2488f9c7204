using EdgeKube.Agent.Probes.Ticks;

namespace EdgeKube.Agent.Probes;

/// <summary>What all probers share.</summary>
internal sealed record ProbeServices(ProbeRunner Runner, TimeProvider Time)
{
    public ProbeWheel Wheel { get; } = new(Time);
}
