using System.Text;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Frames;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class ResolveTests
{
    private const string Condition = "edgekube.io/ViewConflict";

    [Fact]
    public async Task Resolve_NodeOfAnotherStore_KeepsItsPodsUntilThenAndTakesTheViewAfterwards()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/web") && Conflict(rig) is null);
        await node.DisconnectAsync();
        await rig.RestartAsync("another-");
        await rig.CreatePodAsync("new", "n1");

        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => Conflict(rig) is { Status: "True" });
        Assert.DoesNotContain("Pod/default/new", node.View.Keys);
        Assert.Contains("until a person accepts", Conflict(rig)!.Message, StringComparison.Ordinal);

        Assert.Null(await rig.Fleet.ResolveAsync("n1", CancellationToken.None));
        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/new") && Conflict(rig) is null);
    }

    [Fact]
    public async Task Resolve_ControllerRestartedDuringTheConflict_StillWaitsForIt()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 1 && rig.Api.Find<Node>(null, "n1") is not null);
        await node.DisconnectAsync();
        await rig.RestartAsync("another-");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => Conflict(rig) is not null);
        await node.DisconnectAsync();

        // The same identity as at first, and a higher revision: it looks as if nothing had been; but the node was told to wait.
        await rig.RestartAsync();
        await rig.CreatePodAsync("new", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.Effects.OfType<LinkEffect.SessionStarted>().Count() == 3);
        Assert.NotNull(Conflict(rig));
        Assert.Null(await rig.Fleet.ResolveAsync("n1", CancellationToken.None));
        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/new") && Conflict(rig) is null);
    }

    [Fact]
    public async Task Resolve_NothingToResolve_SaysWhy()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        Assert.Equal(503, (await rig.Fleet.ResolveAsync("n1", CancellationToken.None))!.Code);
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync);
        var refused = (await rig.Fleet.ResolveAsync("n1", CancellationToken.None))!;
        Assert.Equal((409, "node \"n1\": resolve: there is no conflict, the node takes this controller's view"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Leave_NodesThatAreThere_HearIt()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync);
        await rig.Fleet.LeaveAsync(CancellationToken.None);
        Assert.Equal(GoodbyeReason.ShuttingDown, node.Effects.OfType<LinkEffect.SessionEnded>().Last().Reason);
        Assert.False(rig.Presence.Find("n1").Connected);
    }

    [Fact]
    public async Task Change_MebibyteConfigMap_ArrivesWhole()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var text = Convert.ToHexString(Enumerable.Range(0, 400_000).Select(i => (byte)(i * 2654435761L >> 13)).ToArray());
        await rig.PutConfigMapAsync("large", text);
        await rig.CreatePodAsync("web", "n1", FleetRig.From("large"));
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.ContainsKey("ConfigMap/default/large"));
        Assert.Contains(text, Encoding.UTF8.GetString(node.View["ConfigMap/default/large"].Span), StringComparison.Ordinal);
    }

    private static NodeCondition? Conflict(FleetRig rig) =>
        rig.Api.Find<Node>(null, "n1")?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == Condition);
}
