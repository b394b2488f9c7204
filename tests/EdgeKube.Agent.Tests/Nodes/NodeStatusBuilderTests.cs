using EdgeKube.Agent.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Nodes;

public sealed class NodeStatusBuilderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly NodeHealth Good = new(null, null, "containerd://1.6.20", "10.0.0.7");
    private static readonly MachineFacts Machine = MachineReader.Read("/") with { Architecture = "arm64" };

    [Fact]
    public void Build_Healthy_IsReady()
    {
        var node = Build(Good, null, Start);

        var ready = node.Status!.Conditions!.Single(c => c.Type == "Ready");
        Assert.Equal(("True", "KubeletReady", "kubelet is posting ready status"), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal("arm64", node.Metadata.Labels!["kubernetes.io/arch"]);
        Assert.Equal(["InternalIP", "Hostname"], node.Status.Addresses!.Select(a => a.Type));
        Assert.Equal(110, node.Status.Capacity!["pods"].Value);
    }

    [Fact]
    public void Build_NothingChanged_KeepsEveryTime()
    {
        var first = Build(Good, null, Start);
        var later = Build(Good, first, Start.AddHours(1));

        Assert.Equal(first.Status!.Conditions!, later.Status!.Conditions!);
    }

    [Fact]
    public void Build_RuntimeGone_TurnsReadyAndKeepsTheOthers()
    {
        var first = Build(Good, null, Start);
        var broken = Build(Good with { RuntimeError = "container runtime is down: gone" }, first, Start.AddHours(1));

        var ready = broken.Status!.Conditions!.Single(c => c.Type == "Ready");
        Assert.Equal(("False", Start.AddHours(1), "container runtime is down: gone"), (ready.Status, ready.LastTransitionTime, ready.Message));
        Assert.All(broken.Status.Conditions!.Where(c => c.Type != "Ready"), c => Assert.Equal(Start, c.LastTransitionTime));
    }

    [Fact]
    public void Read_ThisMachine_KnowsItself()
    {
        var machine = MachineReader.Read("/");

        Assert.True(machine.Processors > 0);
        Assert.True(machine.MemoryBytes > 1 << 20);
        Assert.True(machine.DiskBytes > 1 << 20);
        Assert.NotEmpty(machine.BootId);
        Assert.NotEmpty(machine.KernelVersion);
        Assert.Equal("127.0.0.1", MachineReader.FindAddressTowards("127.0.0.1", 9));
        Assert.Null(MachineReader.FindAddressTowards("name.invalid", 9));
    }

    private static Node Build(NodeHealth health, Node? last, DateTimeOffset now) => NodeStatusBuilder.Build("n1", Machine, new NodeReservations([], []), health, "v0.1.0", last, now);
}
