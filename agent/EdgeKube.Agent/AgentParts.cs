using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Budgets;
using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Check;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pressure;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Agent.StaticPods;
using EdgeKube.Agent.Streams;
using EdgeKube.Agent.Systemd;
using EdgeKube.Agent.Tokens;
using EdgeKube.Agent.Trust;
using EdgeKube.Agent.Upgrade;
using EdgeKube.Agent.Usage;
using EdgeKube.Agent.Volumes;
using EdgeKube.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent;

/// <summary>What the agent consists of, put together in the order in which one needs the other. The replica is loaded here; nothing runs yet.</summary>
internal sealed class AgentParts : IAsyncDisposable
{
    private static readonly TimeSpan StatusWriteDelay = TimeSpan.FromSeconds(5);

    // Longer than a controller takes to answer: with the link up no event is ever written.
    private static readonly TimeSpan EventWriteDelay = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    /// <param name="configured">As in the file.</param>
    public AgentParts(AgentOptions configured, string version, TimeProvider time, ILoggerFactory loggers)
    {
        (_time, _loggers) = (time, loggers);
        Directory.CreateDirectory(configured.DataDir, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(configured.RunDir);
        var logger = loggers.CreateLogger<AgentHost>();
        Writes = new WriteMeter(time);
        Usage = new LinkUsage(Path.Combine(configured.DataDir, "usage"), configured.KeepAlive, () => Clock!.Read(), time) { Written = Writes.Add };
        Pace = new NodePace(Usage, Writes);
        var viewStore = new ReplicaStore(configured.DataDir, "view") { Written = Writes.Add };
        View = new NodeView(viewStore, viewStore.Load((path, why) => AgentLog.Damaged(logger, path, why)));
        Identities = new IdentityStore(configured.DataDir);
        Clock = new AgentClock(time, KernelClock.IsSynchronized, new TimeFloor(Identities.Directory, time))
        {
            Memory = new ToldTime(configured.RunDir, new MachineEvidence("/").BootId, time),
        };
        Trust = configured.IsPlain ? null : TrustLoader.Load(Identities, Clock, () => Monitor?.LookNow(), loggers.CreateLogger<NodeTrust>());
        Options = configured with { NodeName = TrustLoader.NameOf(configured, Trust, View), Controllers = TrustLoader.Controllers(configured, Trust) };
        var statusStore = new ReplicaStore(configured.DataDir, "status") { Written = Writes.Add };
        Memory = new StatusMemory(statusStore, LoadOrForget(statusStore, logger), time, () => Pace.WriteDelay(StatusWriteDelay), logger);
        Events = BuildForwarder(logger);
        Wanted = new PodSource(View, Statics);
        Reporter = new Reporter(Memory, Events, Statics, key => Wanted.FindPod(key)?.Uid, time) { Interval = () => Pace.StatusInterval };
        StaticFiles = new StaticPodFolder(Options.ManifestsDir, Options.NodeName, Statics, Reporter.OnEvent, time, loggers.CreateLogger<StaticPodFolder>());
        Machine = MachineReader.Read(configured.DataDir);
        Channel = new GrpcChannel(new HttpGrpcTransport(configured.ContainerdSocket, time), time);
        Runtime = new CriRuntime(Channel, time);
        Recorder = new FlightRecorder(configured.DataDir, configured.RunDir, new MachineEvidence("/"), time, logger);
        Monitor = new NodeMonitor(
            Options, Machine, $"v{version}", Runtime, Clock, () => Trust?.Problem, Reporter, time, loggers.CreateLogger<NodeMonitor>())
        {
            Others = () => [.. Recorder.Conditions, .. UpgradeReport.Conditions(Upgrade!.FindOrder(), Upgrade.FindOutcome())],
            Pressure = () => Pressure?.State ?? PressureState.None,
            Devices = () => Pods!.Devices.Counts(),
            Stopping = () => Shutdown?.Problem,
        };
        var tokenStore = new ReplicaStore(configured.DataDir, "tokens") { Written = Writes.Add };
        Tokens = new TokenKeeper(tokenStore, LoadOrForget(tokenStore, logger), Clock, time, loggers.CreateLogger<TokenKeeper>());
        Driver = CgroupDriver.OfThisHost(Options.CgroupRoot);
        Pods = BuildPods();
        Shutdown = new NodeShutdown(Options.ShutdownPeriods, Pods, time, loggers.CreateLogger<NodeShutdown>());
        Tokens.Came = Pods.InputsChanged;
        Usages = new UsageMeter(Driver.Root, new CgroupCounterReader(CgroupMount.Read(File.ReadAllText("/proc/self/mounts"))), Pods.GetReports, time);
        Images = new ImageDirectory(Runtime, configured.DataDir);
        Keeper = BuildKeeper();
        Pressure = BuildPressure();
        Upgrade = new UpgradeDirectory(configured.DataDir, configured.RunDir);
        Handlers = StreamHandlers.Build(configured, Runtime, Channel, Pods, BuildCheck(), BuildUpgrade(), Usages, () => Pace.LogInterval, time);
        Streams = new StreamHub(Handlers);
    }

    /// <summary>With the name that the identity says, and with the controllers that were told.</summary>
    public AgentOptions Options { get; }

    public IdentityStore Identities { get; }

    public AgentClock Clock { get; }

    /// <summary>Null without an identity, or with a plain link.</summary>
    public NodeTrust? Trust { get; }

    public MachineFacts Machine { get; }

    public GrpcChannel Channel { get; }

    public CriRuntime Runtime { get; }

    public FlightRecorder Recorder { get; }

    public UpgradeDirectory Upgrade { get; }

    public WriteMeter Writes { get; }

    public LinkUsage Usage { get; }

    public NodePace Pace { get; }

    public NodeView View { get; }

    /// <summary>Pods from files of this node.</summary>
    public StaticPodSet Statics { get; } = new();

    public StaticPodFolder StaticFiles { get; }

    /// <summary>All pods that are to run here.</summary>
    public PodSource Wanted { get; }

    public StatusMemory Memory { get; }

    public EventForwarder Events { get; }

    public Reporter Reporter { get; }

    public TokenKeeper Tokens { get; }

    public PodManager Pods { get; }

    public NodeMonitor Monitor { get; }

    /// <summary>What this node and its containers use.</summary>
    public UsageMeter Usages { get; }

    /// <summary>Where images are.</summary>
    public ImageDirectory Images { get; }

    /// <summary>Removes images that nothing needs.</summary>
    public ImageKeeper Keeper { get; }

    /// <summary>Who makes the pods' cgroups.</summary>
    public CgroupDriver Driver { get; }

    /// <summary>Lets pods end before the machine goes down.</summary>
    public NodeShutdown Shutdown { get; }

    /// <summary>What this node runs short of.</summary>
    public PressureMonitor Pressure { get; }

    public IReadOnlyDictionary<string, IStreamHandler> Handlers { get; }

    public StreamHub Streams { get; }

    public async ValueTask DisposeAsync()
    {
        await Pods.DisposeAsync();
        Tokens.Dispose();
        Channel.Dispose();
    }

    // Counts of restarts and tokens are worth keeping, not worth a node that does not start.
    private static ReplicaImage LoadOrForget(ReplicaStore store, ILogger logger)
    {
        try
        {
            return store.Load((path, why) => AgentLog.Damaged(logger, path, why));
        }
        catch (ReplicaDamagedException)
        {
            return ReplicaImage.Empty;
        }
    }

    private NodeCheck BuildCheck() => new(Options, Runtime, _time)
    {
        Clock = Clock,
        FormerAddress = () => NodeStatusBuilder.AddressOf(Monitor.Last),
        AgentRuns = () => true,
    };

    // The updater's unit looks where the package puts things.
    private UpgradeStreams BuildUpgrade() => new(
        Upgrade, () => Trust?.Identity.Bundle, Options.DataDir == new AgentOptions().DataDir && File.Exists(UpgradeDirectory.UpdaterProgram), Writes.Add, Monitor.LookNow, _time);

    private PodManager BuildPods() => new(
        new PodManagerOptions
        {
            NodeName = Options.NodeName,
            NodeIP = HostAddress.Find(Options),
            PodLogsDirectory = Options.PodLogsDir,
            RegistryAuthFile = Options.RegistryAuth,
            VolumesDirectory = Path.Combine(Options.DataDir, "pods"),
            MemoryVolumesDirectory = Path.Combine(Options.RunDir, "volumes"),
            CgroupRoot = Options.CgroupRoot,
            MemoryCapacityBytes = Machine.MemoryBytes,
            DiskCapacityBytes = Machine.DiskBytes,
            Allocatable = () => NodeReservations.Of(Options).Allocatable(NodeStatusBuilder.Resources(Machine, [], _ => 0)),
            FindNode = FindNode,
            NodePressure = () => Pressure is { State.LastMet: { IsEmpty: false } met } ? [.. met.Keys.Order(StringComparer.Ordinal)] : [],
            ClusterDns = new ClusterDns(Options.ClusterDns, Options.ClusterDomain),
            ParallelPulls = Options.ParallelPulls,
            DeviceRules = [.. Options.Devices.Select(DeviceRule.Find).OfType<DeviceRule>()],
        },
        Runtime,
        new NodeInputs(View, Tokens),
        Reporter,
        new PodNetwork(Options.PodNetwork),
        new PodCgroups(Driver.Root, Driver.Tree, _time, Options.PodPidsLimit > 0 ? Options.PodPidsLimit : null),
        _time,
        _loggers.CreateLogger<PodManager>());

    // With a controller the node's labels are what that says: before it has, nothing is known.
    private Api.Node? FindNode() => View.FindNode(Options.NodeName)
        ?? (Options.Controllers.Count == 0 ? new Api.Node { Metadata = new Api.ObjectMeta { Name = Options.NodeName, Labels = NodeStatusBuilder.Labels(Options.NodeName, Machine) } } : null);

    private PressureMonitor BuildPressure() => new(
        Options.NodeName,
        Images,
        new SupplyReader(Options.DataDir, () => Images.IsApart ? Images.Path : null),
        [.. Options.EvictionHard.Select(EvictionThreshold.Find).OfType<EvictionThreshold>()],
        Options.PressureTransition,
        Pods,
        Usages,
        new DiskMeter(Runtime, Path.Combine(Options.DataDir, "pods"), Pods.Logs),
        _time,
        _loggers.CreateLogger<PressureMonitor>())
    {
        Reclaim = Keeper.ReclaimAsync,
        Probes =
        [
            new DiskProbe(() => Options.DataDir, DiskBlock.Look, _time),
            new DiskProbe(() => Images.IsApart ? Images.Path : null, DiskBlock.Look, _time),
        ],
        Tell = Reporter.OnEvent,
    };

    private ImageKeeper BuildKeeper() => new(
        Runtime,
        () => Images.Path ?? Options.DataDir,
        Path.Combine(Options.DataDir, "imported"),
        new ImageHistory(Path.Combine(Options.DataDir, "images-kept")),
        Wanted.Pods,
        (Options.ImageGcHigh, Options.ImageGcLow),
        Reporter.OnEvent,
        _time,
        _loggers.CreateLogger<ImageKeeper>());

    private EventForwarder BuildForwarder(ILogger logger) =>
        new(Options.NodeName, Path.Combine(Options.DataDir, "events"), new EventLimits { MaxEvents = Options.EventsKept }, () => Pace.WriteDelay(EventWriteDelay), _time, logger)
        {
            Interval = () => Pace.EventInterval,
            Written = Writes.Add,
        };
}
