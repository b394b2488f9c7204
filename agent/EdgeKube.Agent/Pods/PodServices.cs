using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Probes;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Pods;

/// <summary>What all pods' workers share.</summary>
internal sealed record PodServices(
    PodManagerOptions Options,
    IContainerRuntime Runtime,
    IPodInputs Inputs,
    IPodListener Listener,
    PodNetwork Network,
    PodCgroups Cgroups,
    TimeProvider Time,
    ILogger Logger)
{
    public Uptime Uptime { get; } = new(Time);

    public ProbeServices Probes { get; } = new(new ProbeRunner(Runtime, Time), Time);

    public PodLogFiles Logs { get; } = new(Options);

    public PodVolumes Volumes { get; } = new(new VolumeLayout(Options.VolumesDirectory, Options.MemoryVolumesDirectory), Inputs, Options.MemoryCapacityBytes);

    /// <summary>Bounds the pods being started at once: more would only make each of them slower.</summary>
    public SemaphoreSlim Starts { get; } = new(Options.ParallelStarts);

    public SemaphoreSlim Pulls { get; } = new(Options.ParallelPulls);
}
