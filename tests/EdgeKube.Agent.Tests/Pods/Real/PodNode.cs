using System.Globalization;
using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>A node of its own for one test: real containerd, a pod network, cgroups and images.</summary>
internal sealed class PodNode : IDisposable
{
    public const string Busybox2 = "edgekube.test/busybox:2";

    /// <summary>What the recorded pods run, which is busybox as well.</summary>
    public const string RecordedImage = "registry.k8s.io/e2e-test-images/busybox:1.37.0-1";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly PrivateContainerd _containerd = PrivateContainerd.Start();
    private readonly GrpcChannel _channel;

    private PodNode()
    {
        _channel = new GrpcChannel(new HttpGrpcTransport(_containerd.Socket, TimeProvider.System), TimeProvider.System);
        Runtime = new CriRuntime(_channel, TimeProvider.System);
    }

    public CriRuntime Runtime { get; }

    public GrpcChannel Channel => _channel;

    /// <summary>Where containerd keeps what outlives a boot.</summary>
    public string ContainerdRoot => $"{_containerd.Directory}/root";

    public RecordingListener Listener { get; } = new();

    public ReplicaStub Inputs { get; } = new();

    public string LogsDirectory => $"{_containerd.Directory}/logs";

    /// <summary>The node's own credentials for registries.</summary>
    public string RegistryAuthFile => $"{_containerd.Directory}/registry-auth.json";

    public string CgroupParent => _containerd.CgroupParent;

    public string SubnetPrefix => _containerd.Subnet[..(_containerd.Subnet.LastIndexOf('.') + 1)];

    public static async Task<PodNode> StartAsync()
    {
        var node = new PodNode();
        try
        {
            await node.ImportAsync();
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>What a new start of the agent would make; the runtime keeps what it has.</summary>
    public PodManager NewManager(RecordingListener? listener = null, bool withNetwork = true, long maxLogBytes = 10 << 20, long? maxPids = null, TimeSpan? pullProgress = null, params IReadOnlyList<DeviceRule> devices)
    {
        var options = new PodManagerOptions
        {
            NodeName = "n1",
            NodeIP = "192.0.2.1",
            PodLogsDirectory = LogsDirectory,
            VolumesDirectory = $"{_containerd.Directory}/volumes",
            MemoryVolumesDirectory = $"{_containerd.Directory}/state/volumes",
            RegistryAuthFile = RegistryAuthFile,
            CgroupRoot = $"{_containerd.CgroupParent}/pods",
            MemoryCapacityBytes = 24L << 30,
            MaxLogBytes = maxLogBytes,
            DeviceRules = devices,
            FirstPullProgress = pullProgress ?? TimeSpan.FromSeconds(10),
        };
        var network = new PodNetwork(new PodNetworkOptions
        {
            CniConfDirectory = $"{_containerd.Directory}/cni",
            BridgeName = _containerd.Bridge,
            NetworkName = _containerd.Bridge,
            IpamDirectory = $"{_containerd.Directory}/state/ipam",
        });
        var cgroups = new PodCgroups(options.CgroupRoot, CgroupTree.OfThisHost(), TimeProvider.System, maxPids);
        var manager = new PodManager(options, Runtime, Inputs, listener ?? Listener, network, cgroups, TimeProvider.System, NullLogger.Instance);
        if (withNetwork)
        {
            SetPodCidr(manager);
        }

        manager.Start();
        return manager;
    }

    /// <summary>Images of a registry come from another one.</summary>
    public void AddMirror(string registry, string mirror)
    {
        Directory.CreateDirectory($"{_containerd.Directory}/certs.d/{registry}");
        File.WriteAllText($"{_containerd.Directory}/certs.d/{registry}/hosts.toml", $"[host.\"{mirror}\"]\n  capabilities = [\"pull\", \"resolve\"]\n");
    }

    public void SetPodCidr(PodManager manager) => manager.SetPodCidr(_containerd.Subnet);

    public void KillContainerd() => _containerd.Kill();

    /// <summary>SIGTERM, as systemd would.</summary>
    public void EndContainerd() => _containerd.End();

    public void FreezeContainerd() => _containerd.Signal("STOP");

    public void ThawContainerd() => _containerd.Signal("CONT");

    public void StartContainerd() => _containerd.StartAgain();

    /// <summary>What a power cut and a boot leave: no processes, nothing of what lies under /run, only what was on the disk.</summary>
    public async Task BootAsync()
    {
        _containerd.Kill();
        await Eventually.True(() => KillEverything() == 0, Limit);
        var mounts = File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')[1]).Where(path => path.StartsWith($"{_containerd.Directory}/", StringComparison.Ordinal));
        mounts.Reverse().ToList().ForEach(mount => Command.Run("umount", "-l", mount));
        Command.MustRun("rm", "-rf", $"{_containerd.Directory}/state", $"{_containerd.Directory}/runc");
        CgroupTree.OfThisHost().Remove(_containerd.CgroupParent);
        _containerd.StartAgain();
        await Eventually.True(AnswersAsync, Limit);
    }

    /// <summary>Processes on the host in the pods' cgroups.</summary>
    public IReadOnlyList<int> Processes()
        => [.. CgroupDirectories().SelectMany(directory => ReadLines($"{directory}/cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>A process of a pod by the name of its program, or zero.</summary>
    public int FindProcess(string program) => Processes().FirstOrDefault(id => ReadLines($"/proc/{id}/comm") is [var name] && name == program);

    /// <summary>Waits until every script of the pod that traps SIGTERM really does: before that, the signal would be lost on it. Other pods' scripts do not count.</summary>
    public Task WaitForTrapsAsync(Pod pod)
    {
        var traps = EdgeKube.Api.PodContainers.All(pod.Spec).Count(container => (container.RestartPolicy ?? "Always") == "Always" && container.Command!.Any(part => part.Contains("trap", StringComparison.Ordinal)));
        return Eventually.True(() => Processes().Count(id => IsOf(pod, id) && CatchesTerm(id)) >= traps, Limit);
    }

    /// <summary>Waits until every container runs its own program: until then the runtime's would get the signal, and end by it in its own way.</summary>
    public Task WaitForProgramsAsync()
        => Eventually.True(() => !Processes().Any(id => ReadLines($"/proc/{id}/comm") is [var name] && name.StartsWith("runc", StringComparison.Ordinal)), Limit);

    /// <summary>Where a pod's volumes are, on the disk and in memory.</summary>
    public IReadOnlyList<string> VolumeDirectories(string uid)
        => [.. new[] { $"{_containerd.Directory}/volumes/{uid}", $"{_containerd.Directory}/state/volumes/{uid}" }.Where(Directory.Exists)];

    /// <summary>cgroups of pods, in every hierarchy.</summary>
    public IReadOnlyList<string> PodCgroups() => [.. CgroupDirectories().Where(path => Path.GetFileName(path).StartsWith("pod", StringComparison.Ordinal) && !path.EndsWith("/pods", StringComparison.Ordinal))];

    public void Dispose()
    {
        _channel.Dispose();
        _containerd.Dispose();
    }

    public static Pod Pod(string name, string script = "exec sleep 3600", string restartPolicy = "Always") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = Guid.NewGuid().ToString(), Generation = 1 },
        Spec = new PodSpec { RestartPolicy = restartPolicy, TerminationGracePeriodSeconds = 1, NodeName = "n1", Containers = [Container("c", script)] },
    };

    public static Container Container(string name, string script)
        => new() { Name = name, Image = TestImages.Busybox, ImagePullPolicy = "IfNotPresent", Command = ["sh", "-c", script] };

    public string ReadLog(Pod pod, string container, int restart = 0)
        => File.ReadAllText(LogPath(pod, container, restart));

    public string LogPath(Pod pod, string container, int restart = 0) => $"{LogsDirectory}/{pod.Namespace}_{pod.Name}_{pod.Uid}/{container}/{restart}.log";

    private async Task ImportAsync()
    {
        using var importer = new ImageImporter(_channel, Runtime, TimeProvider.System);
        foreach (var (archive, name) in ((string, string)[])[(TestImages.PauseArchive, PrivateContainerd.DefaultSandboxImage), (TestImages.BusyboxArchive, TestImages.Busybox), (TestImages.BusyboxArchive, Busybox2), (TestImages.BusyboxArchive, RecordedImage)])
        {
            await using var stream = File.OpenRead(archive);
            await importer.ImportAsync(stream, name, CancellationToken.None);
        }

        // The manager writes the network that pods are to have.
        Directory.GetFiles($"{_containerd.Directory}/cni").ToList().ForEach(File.Delete);
    }

    // Its socket is there before its CRI is.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            await Runtime.GetStatusAsync(CancellationToken.None);
            return true;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }

    private int KillEverything()
    {
        var shims = ProcessTable.Read().Where(process => process.Arguments.Contains(_containerd.Socket)).Select(process => process.Id);
        var victims = shims.Concat(Processes()).Where(ProcessTable.IsAlive).ToList();
        victims.ForEach(id => Command.Run("kill", "-9", id.ToString(CultureInfo.InvariantCulture)));
        return victims.Count;
    }

    private IEnumerable<string> CgroupDirectories()
        => CgroupMount.Read(File.ReadAllText("/proc/self/mounts"))
            .Select(mount => mount.Path + _containerd.CgroupParent)
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories));

    private static bool IsOf(Pod pod, int id) => ReadLines($"/proc/{id}/cgroup").Any(line => line.Contains(pod.Uid, StringComparison.Ordinal));

    private static bool CatchesTerm(int id)
    {
        const ulong term = 1UL << 14;
        // runc's own process, which becomes the shell, catches every signal too.
        if (ReadLines($"/proc/{id}/comm") is not ["sh"])
        {
            return false;
        }

        var caught = ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return caught is not null && (ulong.Parse(caught["SigCgt:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & term) != 0;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            // The cgroup went away meanwhile.
            return [];
        }
    }
}
