using EdgeKube.Api;
using EdgeKube.Link;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class RemovalTests
{
    [Fact]
    public async Task Delete_ConnectedNode_ComesBackToTheOrderToLeaveAndIsForgottenWhenItHas()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await JoinAsync(rig);
        var uid = rig.Api.Find<Node>(null, "n1")!.Uid;

        await DeleteAsync(rig);
        await FleetRig.Until(() => node.Effects.OfType<LinkEffect.SessionEnded>().Any() && !rig.Presence.Find("n1").Connected);
        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => node.Effects.OfType<LinkEffect.Removed>().Any());
        Assert.NotNull(rig.Tombstones.Find("n1"));
        await node.StepAsync(new LinkEvent.Left("1 pod stopped,\nreplica and keys wiped"));
        await FleetRig.Until(() => rig.Tombstones.Find("n1") is null);
        Assert.Equal(["NodeLeaving", "NodeLeft"], Events(rig).Select(one => one.Reason).Order());
        Assert.Equal("node \"n1\" has left: 1 pod stopped, replica and keys wiped", Events(rig).Single(one => one.Reason == "NodeLeft").Message);
        Assert.All(Events(rig), one => Assert.Equal(uid, one.InvolvedObject!.Uid));
    }

    [Fact]
    public async Task Delete_WhileAwayAndTheControllerRestarts_IsToldWhenNextSeenAndEachTimeAgain()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await JoinAsync(rig);
        await node.DisconnectAsync();
        await DeleteAsync(rig);
        await rig.RestartAsync();

        for (var session = 1; session <= 2; session++)
        {
            await node.ConnectAsync(rig.Fleet);
            await FleetRig.Until(() => node.Effects.OfType<LinkEffect.Removed>().Count() == session);
            await node.DisconnectAsync();
        }

        Assert.NotNull(rig.Tombstones.Find("n1"));
    }

    [Fact]
    public async Task RemovedNode_Connected_GetsNoViewAndIsNotRegisteredAgain()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await JoinAsync(rig);
        await node.DisconnectAsync();
        await DeleteAsync(rig);
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.Effects.OfType<LinkEffect.Removed>().Any());
        var (down, changes) = (node.FramesDown, node.Changes.Count);

        await rig.PutConfigMapAsync("used", "2");
        await node.ReportAsync(node.OfSelf("False"));
        await rig.CreatePodAsync("late", "n1");

        Assert.Equal((down, changes), (node.FramesDown, node.Changes.Count));
        Assert.Null(rig.Api.Find<Node>(null, "n1"));
        Assert.False(rig.Presence.Find("n1").Connected);
    }

    [Fact]
    public async Task NodeCreatedAnew_UnderTheName_IsWelcome()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await JoinAsync(rig);
        await node.DisconnectAsync();
        await DeleteAsync(rig);

        await FleetRig.DoAsync(rig.Api.CreateAsync(new Node { Metadata = new() { Name = "n1" } }, CancellationToken.None));
        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => rig.Presence.Find("n1").Connected && node.IsInSync);
        Assert.Null(rig.Tombstones.Find("n1"));
        Assert.Empty(node.Effects.OfType<LinkEffect.Removed>());
    }

    [Fact]
    public async Task Left_ByANodeThatWasNotRemoved_IsToldOnItsNodeWhichStays()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = await JoinAsync(rig);

        await node.StepAsync(new LinkEvent.Left("2 pods stopped, replica and keys wiped"));

        await FleetRig.Until(() => Events(rig).Any(one => one.Reason == "NodeLeft"));
        Assert.EndsWith("wiped; forget it with: edgectl delete node n1", Events(rig).Single().Message, StringComparison.Ordinal);
        Assert.NotNull(rig.Api.Find<Node>(null, "n1"));
        await FleetRig.Until(() => !rig.Presence.Find("n1").Connected);
    }

    private static async Task<TestNode> JoinAsync(FleetRig rig)
    {
        var node = new TestNode("n1");
        await rig.PutConfigMapAsync("used", "1");
        await rig.CreatePodAsync("web", "n1", FleetRig.From("used"));
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync && node.View.Count == 3 && rig.Api.Find<Node>(null, "n1") is not null);
        return node;
    }

    private static Task<Node> DeleteAsync(FleetRig rig) => FleetRig.DoAsync(rig.Api.DeleteAsync<Node>(null, "n1", new(), CancellationToken.None));

    private static IReadOnlyList<Event> Events(FleetRig rig) => [.. rig.Api.List<Event>().Where(one => one.Source?.Component == "node-removal")];
}
