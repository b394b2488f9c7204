using EdgeKube.Api;
using EdgeKube.Controller.Tests.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>The whole controller on a free port, a node and a user over MQTT.</summary>
public sealed class WholeControllerTests(DoorFixture door) : IClassFixture<DoorFixture>
{
    [Fact]
    public async Task Pod_CreatedByAUser_RunsOnTheNodeAndItsLogComesBack()
    {
        var api = door.Host.Resources;
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf(capacity: 4));
        await node.ConnectAsync(new MqttNodeDoor(node, door.Port));
        await FleetRig.Until(() => node.View.TryGetValue("Node//n1", out var self) && self.Span.IndexOf("10.42.0.0/24"u8) >= 0);

        var pod = new Pod { Metadata = new() { Name = "web", Namespace = "default" }, Spec = new() { Containers = [new() { Name = "c", Image = "demo" }] } };
        var created = await FleetRig.DoAsync(api.CreateAsync(pod, CancellationToken.None));
        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/web"));
        await node.ReportAsync(TestNode.Of(created));
        await FleetRig.Until(() => api.Find<Pod>("default", "web")!.Status!.Phase == "Running");

        node.OnStream = Answer;
        await using var user = await door.ConnectAsync("admin");
        await user.SendAsync("GET", "/api/v1/namespaces/default/pods/web/log", "1");
        var answer = await user.ReceiveAsync();
        Assert.Equal("hello\n", DoorClient.Text(answer));

        await FleetRig.DoAsync(api.DeleteAsync<Pod>("default", "web", new(), CancellationToken.None));
        await node.ReportAsync(TestNode.Of(created, removed: true));
        await FleetRig.Until(() => api.Find<Pod>("default", "web") is null && !node.View.ContainsKey("Pod/default/web"));
    }

    private static IEnumerable<LinkEvent> Answer(LinkEffect effect) => effect is LinkEffect.StreamCredit credit
        ? [new LinkEvent.StreamWrite(credit.Stream, "hello\n"u8.ToArray()), new LinkEvent.StreamClose(credit.Stream, new StreamEnd(StreamEnd.Completed))]
        : [];
}
