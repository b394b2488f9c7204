using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Security;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal sealed class PodManagerOptions
{
    public required string NodeName { get; init; }

    /// <summary>Address of the node: status.hostIP, and the pod's own address with hostNetwork.</summary>
    public required string NodeIP { get; init; }

    /// <summary>Where the containers' logs are, as the kubelet lays them out: NS_NAME_UID/CONTAINER/RESTART.log.</summary>
    public string PodLogsDirectory { get; init; } = "/var/log/pods";

    /// <summary>Volumes that must outlive a boot: emptyDir on the disk.</summary>
    public string VolumesDirectory { get; init; } = "/var/lib/edgekube/agent/pods";

    /// <summary>Where a tmpfs is made for volumes that must not reach a disk, or need not.</summary>
    public string MemoryVolumesDirectory { get; init; } = "/run/edgekube/volumes";

    /// <summary>cgroup under which all pods are, in cgroupfs' manner.</summary>
    public string CgroupRoot { get; init; } = "/kubepods";

    /// <summary>Memory of the node, for the containers' oom_score_adj.</summary>
    public required long MemoryCapacityBytes { get; init; }

    /// <summary>Size of the node's disk, which a container without a limit may fill.</summary>
    public long DiskCapacityBytes { get; init; }

    /// <summary>What pods may ask for altogether; what it does not name has no bound.</summary>
    public Func<IReadOnlyDictionary<string, Quantity>> Allocatable { get; init; } = static () => new Dictionary<string, Quantity>();

    /// <summary>This node with its labels; null while they are not known.</summary>
    public Func<Node?> FindNode { get; init; } = static () => null;

    /// <summary>Conditions of what the node is short of now.</summary>
    public Func<IReadOnlyCollection<string>> NodePressure { get; init; } = static () => [];

    public int CpuCount { get; init; } = Environment.ProcessorCount;

    /// <summary>Where pods look names up that want the cluster's name server.</summary>
    public ClusterDns ClusterDns { get; init; } = new([], "cluster.local");

    /// <summary>Credentials for registries that hold for every pod of the node, as docker's config.json has them.</summary>
    public string RegistryAuthFile { get; init; } = "/etc/edgekube/registry-auth.json";

    /// <summary>Devices of the node that pods may ask for.</summary>
    public IReadOnlyList<DeviceRule> DeviceRules { get; init; } = [];

    /// <summary>Where the owner of the device puts seccomp profiles for pods to name.</summary>
    public string SeccompDirectory { get; init; } = "/var/lib/edgekube/seccomp";

    /// <summary>The kernel can enforce AppArmor profiles.</summary>
    public bool HasAppArmor { get; init; } = KernelSecurity.HasAppArmor();

    /// <summary>Safety net under the runtime's events; each round is moved by up to a tenth.</summary>
    public TimeSpan RelistPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many pods are being started at once.</summary>
    public int ParallelStarts { get; init; } = 8;

    public int ParallelPulls { get; init; } = 3;

    /// <summary>A pull that lasts longer than this tells how far it is; then after twice the time, and so on, so that long ones tell little.</summary>
    public TimeSpan FirstPullProgress { get; init; } = TimeSpan.FromSeconds(10);

    public long MaxLogBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Files kept for each container, the one being written included.</summary>
    public int MaxLogFiles { get; init; } = 5;
}
