using EdgeKube.Api;
using EdgeKube.Controller.Fleet.Operations;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>How many nodes may be away for a reboot or an upgrade at once: the controller's own count, whoever asks.</summary>
public sealed class NodeGateTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly NodeErrand Reboot = new("boot-1", null, 2, Start.AddMinutes(30));
    private static readonly NodeErrand Upgrade = new(null, "abc123", 2, Start.AddMinutes(30));

    [Theory]
    [InlineData("boot-1", "True", 2, false)]
    [InlineData("boot-2", "False", 2, false)]
    [InlineData("boot-2", "True", 1, false)]
    [InlineData("boot-2", "True", 2, true)]
    public void IsBack_AfterReboot_WhenReadyWithItsPodsInAnotherBoot(string boot, string ready, int readyPods, bool isBack) =>
        Assert.Equal(isBack, NodeGatePlanner.IsBack(Reboot, Node("a", boot, ready), readyPods, Start));

    [Theory]
    [InlineData("Unknown", "order abc123: 2 is being installed", false)]
    [InlineData("True", "order other: 2 runs and has proven itself", false)]
    [InlineData("True", "order abc123: 2 runs and has proven itself", true)]
    [InlineData("False", "order abc123: 2 does not run", true)]
    public void IsBack_AfterUpgrade_WhenThatOrderIsOver(string status, string message, bool isBack) =>
        Assert.Equal(isBack, NodeGatePlanner.IsBack(Upgrade, Node("a", "boot-1", "True", status, message), 2, Start));

    [Fact]
    public void IsBack_NodeThatNeverReturnsOrIsGone_HoldsUpNobodyForEver()
    {
        Assert.True(NodeGatePlanner.IsBack(Reboot, Node("a", "boot-1", "False"), 0, Reboot.Until));
        Assert.True(NodeGatePlanner.IsBack(Reboot, null, 0, Start));
    }

    [Fact]
    public async Task Leave_MoreThanMayBeAwayAtOnce_WaitUntilThoseAreBack()
    {
        await using var rig = await FleetRig.StartAsync();
        var gate = new NodeGate(rig.Api, new ManualTimeProvider(Start));
        var (a, b) = (await CreateAsync(rig, "a", "True"), await CreateAsync(rig, "b", "True"));
        var one = new NodeLimit(1, null);
        Assert.Null(gate.Leave(a, one, null));
        Assert.Contains("1 nodes are away, of at most 1: a", gate.Leave(b, one, null), StringComparison.Ordinal);
        Assert.Contains("has not come back", gate.Leave(a, new NodeLimit(5, null), null), StringComparison.Ordinal);
        await FleetRig.DoAsync(rig.Api.UpdateStatusAsync(a with { Status = Node("a", "boot-2", "True").Status }, CancellationToken.None));
        Assert.Null(gate.Leave(b, one, null));
        gate.Stay("b");
        Assert.Null(gate.Leave(a, one, null));
    }

    [Fact]
    public async Task Leave_AnotherOfTheLabelIsNotReady_CountsIt()
    {
        await using var rig = await FleetRig.StartAsync();
        var gate = new NodeGate(rig.Api, new ManualTimeProvider(Start));
        var a = await CreateAsync(rig, "a", "True");
        await CreateAsync(rig, "down", "False");
        Assert.Contains("down", gate.Leave(a, new NodeLimit(1, Selector.Everything), null), StringComparison.Ordinal);
        Assert.Null(gate.Leave(a, new NodeLimit(1, null), null));
    }

    private static async Task<Node> CreateAsync(FleetRig rig, string name, string ready)
    {
        var node = Node(name, "boot-1", ready);
        var created = await FleetRig.DoAsync(rig.Api.CreateAsync(node, CancellationToken.None));
        return await FleetRig.DoAsync(rig.Api.UpdateStatusAsync(created with { Status = node.Status }, CancellationToken.None));
    }

    private static Node Node(string name, string boot, string ready, string? upgrade = null, string? message = null) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Status = new NodeStatus
        {
            NodeInfo = new NodeSystemInfo { BootID = boot },
            Conditions =
            [
                new NodeCondition { Type = "Ready", Status = ready },
                .. upgrade is null ? Array.Empty<NodeCondition>() : [new NodeCondition { Type = "edgekube.io/Upgrade", Status = upgrade, Message = message }],
            ],
        },
    };
}
