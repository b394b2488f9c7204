using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>A node that comes by another way before the end of its former connection was told, as from a broker that died to the controller's own door.</summary>
public sealed class TwoWaysTests
{
    [Fact]
    public async Task FormerConnection_EndsAfterTheNextHasBegun_TheNextLivesOn()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var former = new FormerConnection();
        await rig.Fleet.OnNodeConnectedAsync("n1", former, CancellationToken.None);
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync);

        await rig.Fleet.OnNodeDisconnectedAsync("n1", former, false, CancellationToken.None);
        await rig.CreatePodAsync("web", "n1");

        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/web"));
        Assert.True(former.WasEnded);
    }

    private sealed class FormerConnection : INodeConnection
    {
        public bool WasEnded { get; private set; }

        public Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DisconnectAsync()
        {
            WasEnded = true;
            return Task.CompletedTask;
        }
    }
}
