using EdgeKube.Agent.Check;
using EdgeKube.Agent.Tests.BlackBox;

namespace EdgeKube.Agent.Tests.Check;

/// <summary>What machines' files say.</summary>
public sealed class ReaderTests : IDisposable
{
    private readonly MachineTree _tree = new();

    private MachineFiles Files => new(_tree.Root);

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("disabled_plugins = [\"cri\"]", true)]
    [InlineData("disabled_plugins = [\n  \"aufs\",\n  \"io.containerd.grpc.v1.cri\"\n]", true)]
    [InlineData("#disabled_plugins = [\"cri\"]", false)]
    [InlineData("disabled_plugins = []\n[plugins.\"io.containerd.grpc.v1.cri\"]", false)]
    [InlineData("", false)]
    public void DisablesCri_Configuration_IsAsContainerdReadsIt(string toml, bool expected) => Assert.Equal(expected, RuntimeFactReader.DisablesCri(toml));

    [Fact]
    public void PackagesOf_Status_AreTheInstalledOnes() => Assert.Equal(
        new Dictionary<string, string> { ["runc"] = "1.1.5+ds1-1+deb12u1" },
        RuntimeFactReader.PackagesOf(
            "Package: runc\nStatus: install ok installed\nVersion: 1.1.5+ds1-1+deb12u1\n\nPackage: containerd\nStatus: deinstall ok config-files\nVersion: 1\n\nPackage: bash\nStatus: install ok installed\nVersion: 5".Split('\n')));

    [Theory]
    [InlineData("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0", "cpu io memory pids", "v2", true)]
    [InlineData("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0", "cpu io pids", "v2", false)]
    [InlineData("c /sys/fs/cgroup/memory cgroup rw,memory 0 0\nc /sys/fs/cgroup/unified cgroup2 rw 0 0", "", "hybrid", true)]
    [InlineData("c /sys/fs/cgroup/cpu cgroup rw,cpu,cpuacct 0 0", "", "v1", false)]
    [InlineData("proc /proc proc rw 0 0", "", "", false)]
    public void Cgroups_Mounts_TellVersionAndMemory(string mounts, string controllers, string version, bool hasMemory)
    {
        _tree.Write("proc/self/mounts", mounts);
        _tree.Write("sys/fs/cgroup/cgroup.controllers", controllers);
        var facts = CgroupReader.Read(Files);
        Assert.Equal((version, hasMemory), (facts.Version, facts.Controllers.Contains("memory")));
    }

    [Fact]
    public void Kernel_ModulesOnDisk_AreThere()
    {
        _tree.Write("proc/sys/kernel/osrelease", "6.1.0\n");
        _tree.Write("lib/modules/6.1.0/modules.dep", "kernel/fs/overlayfs/overlay.ko.xz:\nkernel/net/bridge/bridge.ko: kernel/net/802/stp.ko\nkernel/drivers/net/veth.ko:\n");
        _tree.Write("lib/modules/6.1.0/modules.builtin", "kernel/net/netfilter/nf_tables.ko\n");
        _tree.Write("boot/firmware/cmdline.txt", "console=tty1");
        foreach (var name in new[] { "mnt", "net", "pid", "ipc", "uts", "cgroup" })
        {
            _tree.Write($"proc/self/ns/{name}", "");
        }

        var facts = KernelReader.Read(Files);
        Assert.Equal(["nf_nat"], facts.Missing);
        Assert.Equal("/boot/firmware/cmdline.txt", facts.CommandLineFile);
    }

    [Fact]
    public void Wear_Emmc_IsTheWorseOfBoth()
    {
        _tree.Write("sys/block/mmcblk0/device/life_time", "0x02 0x0b\n");
        _tree.Write("sys/block/mmcblk0/device/pre_eol_info", "0x02\n");
        _tree.Write("sys/block/mmcblk1/device/name", "an SD card tells nothing");
        Assert.Equal([new WearFacts("mmcblk0", 11, 2)], DiskReader.ReadWear(Files));
    }

    [Theory]
    [InlineData("/var/lib/x", true)]
    [InlineData("/var/library", false)]
    [InlineData("/etc", false)]
    public void IsReadOnly_Path_IsItsOwnMounts(string path, bool expected) =>
        Assert.Equal(expected, DiskReader.IsReadOnly(["/dev/a / ext4 rw,relatime 0 0", "/dev/b /var/lib ext4 ro,noatime 0 0"], path));

    [Fact]
    public void Routes_Tables_TellDefaults()
    {
        Assert.True(NetworkFactReader.HasIPv4Route(["Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU", "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0"]));
        Assert.False(NetworkFactReader.HasIPv4Route(["eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0"]));
        var none = new string('0', 32);
        Assert.True(NetworkFactReader.HasIPv6Route([$"{none} 00 {none} 00 fe800000000000000000000000000001 00000400 1 0 00000003 eth0"]));
        Assert.False(NetworkFactReader.HasIPv6Route([$"{none} 00 {none} 00 {none} ffffffff 1 0 00200200 lo"]));
    }

    [Fact]
    public void Find_RuntimeConfig_IsContainerds()
    {
        var config = RuntimeConfig.Find("""
            {"containerd":{"snapshotter":"overlayfs","defaultRuntimeName":"runc","runtimes":{"runc":{"options":{"SystemdCgroup":true}}}},
             "cni":{"binDir":"/usr/lib/cni","confDir":"/etc/cni/net.d"},"sandboxImage":"pause:1"}
            """);
        Assert.Equal(new RuntimeConfig { Snapshotter = "overlayfs", CniBinDir = "/usr/lib/cni", CniConfDir = "/etc/cni/net.d", SandboxImage = "pause:1", UsesSystemdCgroups = true }, config);
        Assert.Null(RuntimeConfig.Find("[]"));
        Assert.Null(RuntimeConfig.Find("{"));
    }
}
