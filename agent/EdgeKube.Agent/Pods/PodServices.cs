using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods.Resizing;
using EdgeKube.Agent.Probes;
using EdgeKube.Agent.Registries;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;
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

    public PodVolumes Volumes { get; } = new(Layout(Options), Inputs, Options);

    public HostsFiles Hosts => field ??= new(Layout(Options), Volumes, Options.ClusterDns.Domain);

    public HostPorts HostPorts { get; } = new(Network.BridgeName);

    public PodLogins Logins => field ??= new(Inputs, Options.RegistryAuthFile);

    public NodeDevices Devices { get; } = new(Options.DeviceRules, new DeviceFinder(), Runtime, Options.NodeName);

    public HookRunner Hooks { get; } = new(Runtime, Time);

    public BootClock BootClock => field ??= new(Time, Uptime);

    public TerminationMessages LastWords => field ??= new(Layout(Options), Volumes);

    /// <summary>Bounds the pods being started at once: more would only make each of them slower.</summary>
    public SemaphoreSlim Starts { get; } = new(Options.ParallelStarts);

    public SemaphoreSlim Pulls { get; } = new(Options.ParallelPulls);

    /// <summary>The pods that this node runs.</summary>
    public Func<IReadOnlyList<Pod>> Pods { get; set; } = static () => [];

    /// <summary>What a pod asks for that the node has not to spare; null when it has.</summary>
    public string? FindShortage(Pod pod)
        => ResizeRoom.FindFault(pod, Pods().Where(other => other.Uid != pod.Uid), Options.Allocatable());

    private static VolumeLayout Layout(PodManagerOptions options) => new(options.VolumesDirectory, options.MemoryVolumesDirectory);
}
