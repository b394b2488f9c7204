using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Agent.Pressure;

namespace EdgeKube.Agent.Configuration;

/// <summary>What /etc/edgekube/agent.yaml may say. Paths are absolute.</summary>
internal sealed record AgentOptions
{
    private static readonly IReadOnlyList<ShutdownPeriod> ShutdownPreset = ShutdownPeriod.Of(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));

    /// <summary>Name of the Node object, until a certificate names it: the host's name unless given.</summary>
    public string NodeName { get; init; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>
    /// Controllers, tried in turn and before those that were told to this node: mqtts://HOST:PORT. With mqtt:// the link is plain, nobody proves
    /// who he is, and no identity is used.
    /// </summary>
    public IReadOnlyList<Uri> Controllers { get; init; } = [];

    /// <summary>The replica and everything else that must outlive a boot.</summary>
    public string DataDir { get; init; } = "/var/lib/edgekube/agent";

    /// <summary>Sockets; emptied by a boot.</summary>
    public string RunDir { get; init; } = "/run/edgekube";

    public string PodLogsDir { get; init; } = "/var/log/pods";

    public string ContainerdSocket { get; init; } = "/run/containerd/containerd.sock";

    public string CniConfDir { get; init; } = "/etc/cni/net.d";

    /// <summary>cgroup under which all pods are.</summary>
    public string CgroupRoot { get; init; } = "/kubepods";

    /// <summary>Most processes and threads of one pod at once; zero for no limit.</summary>
    public int PodPidsLimit { get; init; }

    /// <summary>Image archives here are imported at start: the way to a node without a registry.</summary>
    public string ImagesDir { get; init; } = "/var/lib/edgekube/images";

    /// <summary>Credentials for registries, for every pod of this node: docker's config.json.</summary>
    public string RegistryAuth { get; init; } = "/etc/edgekube/registry-auth.json";

    /// <summary>Pods of this node's own, a file each.</summary>
    public string ManifestsDir { get; init; } = "/etc/edgekube/manifests";

    /// <summary>The pods' network until a controller has given one; empty for none.</summary>
    public string PodCidr { get; init; } = "";

    /// <summary>Archive of the pause image.</summary>
    public string PauseImage { get; init; } = "/usr/lib/edgekube/pause.tar.gz";

    /// <summary>Addresses of the cluster's name servers; without one pods look names up where the node does.</summary>
    public IReadOnlyList<string> ClusterDns { get; init; } = [];

    /// <summary>Domain of the cluster's names.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Time without traffic after which the connection is probed.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait between two attempts to reach a controller. Short where the link is often gone for moments, and few nodes would come at once.</summary>
    public TimeSpan ReconnectWait { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How many events are kept while they cannot be delivered; what is more is dropped, oldest first.</summary>
    public int EventsKept { get; init; } = 1000;

    /// <summary>What must be left of the node, in the kubelet's words; beyond it pods are evicted.</summary>
    public IReadOnlyList<string> EvictionHard { get; init; } = EvictionThreshold.Preset;

    /// <summary>How long a condition of pressure stays after it was last met.</summary>
    public TimeSpan PressureTransition { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a shutdown of the machine waits for the pods of each priority and above; none: not at all.</summary>
    public IReadOnlyList<ShutdownPeriod> ShutdownPeriods { get; init; } = ShutdownPreset;

    /// <summary>What of the node is not for pods: cpu=100m, memory=64Mi, ephemeral-storage=1Gi.</summary>
    public IReadOnlyList<string> SystemReserved { get; init; } = [];

    /// <summary>How many images are pulled at once.</summary>
    public int ParallelPulls { get; init; } = 3;

    /// <summary>Devices that pods may ask for as extended resources, as <see cref="Devices.DeviceRule"/> reads them.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>So full, in percent, is the disk when images that nothing needs begin to go.</summary>
    public int ImageGcHigh { get; init; } = 85;

    /// <summary>So full it is when they stop to go.</summary>
    public int ImageGcLow { get; init; } = 80;

    public PodNetworkOptions PodNetwork => new() { CniConfDirectory = CniConfDir, IpamDirectory = Path.Combine(RunDir, "ipam") };

    /// <summary>The configured controllers are to be reached without TLS.</summary>
    public bool IsPlain => Controllers is [{ Scheme: ControllerAddress.Plain }, ..];

    /// <summary>debug, info, warn or error.</summary>
    public string LogLevel { get; init; } = "info";
}
