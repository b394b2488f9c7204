using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Check;
using EdgeKube.Agent.Nodes;

namespace EdgeKube.Agent.Tests.Check;

/// <summary>Each finding: a machine that is well but for one thing, and the line that says so.</summary>
public sealed class ChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private static readonly CheckFacts Well = new()
    {
        Kernel = new KernelFacts { Release = "6.12.34+rpt-rpi-v8", MemoryBytes = 1L << 30, CommandLineFile = "/boot/firmware/cmdline.txt" },
        Cgroups = new CgroupFacts { Version = "v2", Controllers = new HashSet<string> { "cpu", "cpuset", "memory", "pids", "io" } },
        Runtime = new RuntimeFacts
        {
            Socket = "/run/containerd/containerd.sock",
            SocketExists = true,
            Name = "containerd",
            Version = "1.7.29",
            Config = new RuntimeConfig { Snapshotter = "overlayfs", CniBinDir = "/opt/cni/bin" },
            Packages = new Dictionary<string, string> { ["runc"] = "1.3.3-1" },
        },
        Disks = [new DiskFacts("the replica", "/var/lib", 8L << 30, 16L << 30, false)],
        Network = new NetworkFacts { NameServers = ["10.0.0.1"], HasIPv4Route = true, Address = "10.0.0.7" },
        Controllers = new ControllerFacts { HasJoined = true, CertificateName = "pi-7", NotAfter = Now.AddDays(200), Now = Now, Reached = [("mqtts://c:8883", null)] },
        Node = new NodeFacts { HostName = "pi-7", AgentRuns = true, Voltage = VoltageState.Good, Shutdown = new ShutdownFacts(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40), null) },
    };

    [Fact]
    public void Find_MachineThatIsWell_IsAllOk()
    {
        var findings = Checks.Find(Well);
        Assert.All(findings, finding => Assert.Equal(CheckLevel.Ok, finding.Level));
        Assert.Equal(0, CheckText.ExitCode(findings));
    }

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "no overlay", "fail", "kernel", "modprobe" },
        { "old kernel", "warn", "kernel", "upgrade" },
        { "little memory", "warn", "memory", "small limits" },
        { "no cgroups", "fail", "cgroups", "cgroup2" },
        { "memory off on a Pi", "fail", "memory-cgroup", "in /boot/firmware/cmdline.txt, add at the end of its one line: cgroup_enable=memory cgroup_memory=1; then reboot" },
        { "memory off elsewhere", "fail", "memory-cgroup", "GRUB_CMDLINE_LINUX" },
        { "no pids", "warn", "controllers", "kernel" },
        { "cri off", "fail", "containerd", "disabled_plugins" },
        { "no containerd", "fail", "containerd", "apt install containerd" },
        { "containerd hangs", "fail", "containerd", "journalctl -u containerd" },
        { "no cri", "fail", "containerd", "journalctl -u containerd" },
        { "native snapshotter", "warn", "snapshotter", "overlayfs" },
        { "plugins elsewhere", "fail", "cni", "set bin_dir = \"/usr/lib/cni\"" },
        { "no plugins", "fail", "cni", "apt install containernetworking-plugins" },
        { "systemd driver", "fail", "cgroup-driver", "SystemdCgroup = false" },
        { "old runc", "warn", "breakouts", "apt install runc" },
        { "disk full", "fail", "disk", "journalctl --vacuum-size" },
        { "little disk", "warn", "disk", "larger card" },
        { "short shutdown", "warn", "shutdown", "InhibitDelayMaxSec=40" },
        { "no logind", "warn", "shutdown", "systemd-logind" },
        { "read-only", "fail", "disk", "remount" },
        { "worn", "warn", "wear", "replacement" },
        { "dead eMMC", "fail", "wear", "replace it now" },
        { "under-voltage", "warn", "power", "stronger supply" },
        { "no route", "warn", "route", "ip route add" },
        { "IPv6 only", "warn", "route", "hostNetwork" },
        { "no address", "fail", "address", "DHCP" },
        { "link-local", "warn", "address", "DHCP" },
        { "no DNS", "fail", "dns", "/etc/resolv.conf" },
        { "no name server", "warn", "dns", "set one" },
        { "no iptables", "fail", "programs", "apt install iptables" },
        { "clock", "warn", "clock", "timesyncd" },
        { "not joined", "fail", "certificate", "edgectl token create" },
        { "identity damaged", "fail", "certificate", "--rejoin" },
        { "certificate over", "warn", "certificate", "renewed by itself" },
        { "certificate ends", "warn", "certificate", "see to the link" },
        { "plain", "warn", "certificate", "mqtts://" },
        { "no controller", "fail", "controller", "port" },
        { "one controller away", "warn", "controller", "port" },
        { "agent down", "fail", "agent", "systemctl enable --now" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Find_OneFault_IsOneLineWithItsFix(string fault, string level, string subject, string fix)
    {
        var findings = Checks.Find(With(fault));
        var worst = Assert.Single(findings, finding => finding.Level != CheckLevel.Ok);
        Assert.Equal((level, subject), (worst.Level.ToString().ToLowerInvariant(), worst.Subject));
        Assert.Contains(fix, worst.Fix, StringComparison.Ordinal);
        Assert.Equal(level == "fail" ? 1 : 0, CheckText.ExitCode(findings));
    }

    [Theory]
    [InlineData("hostname", "name", "node pi-7; the host's name is pi-8 now")]
    [InlineData("new address", "address", "10.0.0.7; it was 10.0.0.9 before")]
    public void Find_HarmlessChange_IsToldAndOk(string change, string subject, string text)
    {
        var finding = Assert.Single(Checks.Find(With(change)), finding => finding.Subject == subject);
        Assert.Equal(CheckLevel.Ok, finding.Level);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Findings_AreAlignedLines() => Assert.Equal(
        "ok    clock    right\nfail  address  none -> do this\n",
        CheckText.Build([Finding.Ok("clock", "right"), Finding.Fail("address", "none", "do\nthis")]));

    private static CheckFacts With(string fault) => fault switch
    {
        "no overlay" => Well with { Kernel = Well.Kernel with { Missing = ["overlay"] } },
        "old kernel" => Well with { Kernel = Well.Kernel with { Release = "4.19.0-27-arm64" } },
        "little memory" => Well with { Kernel = Well.Kernel with { MemoryBytes = 128 << 20 } },
        "no cgroups" => Well with { Cgroups = new CgroupFacts() },
        "memory off on a Pi" => Well with { Cgroups = WithoutMemory },
        "memory off elsewhere" => Well with { Cgroups = WithoutMemory, Kernel = Well.Kernel with { CommandLineFile = null, CommandLine = "quiet cgroup_disable=memory" } },
        "no pids" => Well with { Cgroups = Well.Cgroups with { Controllers = new HashSet<string> { "cpu", "cpuset", "memory" } } },
        "disk full" => Disk(50L << 20, false),
        "little disk" => Disk(500L << 20, false),
        "read-only" => Disk(8L << 30, true),
        "short shutdown" => Well with { Node = Well.Node with { Shutdown = new ShutdownFacts(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), null) } },
        "no logind" => Well with { Node = Well.Node with { Shutdown = new ShutdownFacts(TimeSpan.FromSeconds(30), null, "the system's D-Bus cannot be reached: No such file or directory") } },
        "worn" => Well with { Wear = [new WearFacts("mmcblk0", 9, 1)] },
        "dead eMMC" => Well with { Wear = [new WearFacts("mmcblk0", 11, 3)] },
        "under-voltage" => Well with { Node = Well.Node with { Voltage = VoltageState.UnderVoltage } },
        "agent down" => Well with { Node = Well.Node with { AgentRuns = false } },
        "hostname" => Well with { Node = Well.Node with { HostName = "pi-8" } },
        _ => Well with { Runtime = RuntimeWith(fault), Network = NetworkWith(fault), Controllers = ControllersWith(fault) },
    };

    private static CgroupFacts WithoutMemory => Well.Cgroups with { Controllers = new HashSet<string> { "cpu", "cpuset", "pids" } };

    private static CheckFacts Disk(long free, bool isReadOnly) => Well with { Disks = [new DiskFacts("the replica", "/var/lib", free, 16L << 30, isReadOnly)] };

    private static RuntimeFacts RuntimeWith(string fault) => fault switch
    {
        "cri off" => Well.Runtime with { CriIsDisabled = true },
        "no containerd" => Well.Runtime with { SocketExists = false },
        "containerd hangs" => Well.Runtime with { Error = "no answer within 5 s" },
        "no cri" => Well.Runtime with { HasNoCri = true },
        "native snapshotter" => Well.Runtime with { Config = Well.Runtime.Config! with { Snapshotter = "native" } },
        "plugins elsewhere" => Well.Runtime with { MissingPlugins = ["bridge"], PluginsAt = "/usr/lib/cni" },
        "no plugins" => Well.Runtime with { MissingPlugins = ["bridge"] },
        "systemd driver" => Well.Runtime with { Config = Well.Runtime.Config! with { UsesSystemdCgroups = true } },
        "old runc" => Well.Runtime with { Packages = new Dictionary<string, string> { ["runc"] = "1.1.5+ds1-1" } },
        _ => Well.Runtime,
    };

    private static NetworkFacts NetworkWith(string fault) => fault switch
    {
        "no route" => Well.Network with { HasIPv4Route = false },
        "IPv6 only" => Well.Network with { HasIPv4Route = false, HasIPv6Route = true },
        "no address" => Well.Network with { Address = null },
        "link-local" => Well.Network with { Address = "169.254.3.4" },
        "new address" => Well.Network with { FormerAddress = "10.0.0.9" },
        "no DNS" => Well.Network with { Unresolved = ["controller.example"], NeedsNames = true },
        "no name server" => Well.Network with { NameServers = [] },
        "no iptables" => Well.Network with { MissingPrograms = ["iptables"] },
        _ => Well.Network,
    };

    private static ControllerFacts ControllersWith(string fault) => fault switch
    {
        "clock" => Well.Controllers with { Clock = new ClockState(true, "ClockBehind", "the clock says 1970-01-01") },
        "not joined" => Well.Controllers with { HasJoined = false, CertificateName = "", Reached = [] },
        "identity damaged" => Well.Controllers with { IdentityError = "ca.pem: no certificate in PEM" },
        "certificate over" => Well.Controllers with { NotAfter = Now.AddDays(-1) },
        "certificate ends" => Well.Controllers with { NotAfter = Now.AddDays(9) },
        "plain" => Well.Controllers with { IsPlain = true },
        "no controller" => Well.Controllers with { Reached = [("mqtts://c:8883", "Connection refused")] },
        "one controller away" => Well.Controllers with { Reached = [("mqtts://c:8883", null), ("mqtts://d:8883", "No route to host")] },
        _ => Well.Controllers,
    };
}
