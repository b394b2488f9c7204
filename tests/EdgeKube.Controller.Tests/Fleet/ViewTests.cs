using System.Text;
using EdgeKube.Api;
using EdgeKube.Link;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class ViewTests
{
    [Fact]
    public async Task FirstContact_UnknownNode_RegistersItAndSendsItsView()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => node.View.ContainsKey("Node//n1"));
        var stored = rig.Api.Find<Node>(null, "n1")!;
        Assert.Equal("n1", stored.Metadata.Labels!["kubernetes.io/hostname"]);
        Assert.DoesNotContain("node-restriction.kubernetes.io/zone", stored.Metadata.Labels.Keys);
        Assert.Equal("True", Assert.Single(stored.Status!.Conditions!).Status);
        Assert.True(rig.Presence.Find("n1").Connected);
        Assert.DoesNotContain("status", Encoding.UTF8.GetString(node.View["Node//n1"].Span), StringComparison.Ordinal);
        Assert.DoesNotContain("resourceVersion", Encoding.UTF8.GetString(node.View["Node//n1"].Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PodBound_WithConfigMap_BothArrive()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.PutConfigMapAsync("used", "1");
        await rig.PutConfigMapAsync("other", "1");
        await node.ConnectAsync(rig.Fleet);

        await rig.CreatePodAsync("web", "n1", FleetRig.From("used"));
        await rig.CreatePodAsync("elsewhere", "n2", FleetRig.From("other"));

        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/web") && node.View.ContainsKey("ConfigMap/default/used"));
        Assert.Equal(2, node.View.Count);
    }

    [Fact]
    public async Task ConfigMapChanged_Used_OnlyThatIsSent()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.PutConfigMapAsync("used", "1");
        await rig.CreatePodAsync("web", "n1", FleetRig.From("used"));
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 2);
        node.Changes.Clear();

        await rig.PutConfigMapAsync("used", "2");

        await FleetRig.Until(() => Encoding.UTF8.GetString(node.View["ConfigMap/default/used"].Span).Contains("\"key\":\"2\"", StringComparison.Ordinal));
        Assert.Equal(["ConfigMap/default/used"], node.Changes);
    }

    [Fact]
    public async Task LastPodGone_ConfigMapUsedByNoneElse_BothLeaveTheView()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.PutConfigMapAsync("used", "1");
        var pod = await rig.CreatePodAsync("web", "n1", FleetRig.From("used"));
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 2);

        await FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", "web", new() { GracePeriodSeconds = 0, Preconditions = new() { Uid = pod.Uid } }, CancellationToken.None));

        await FleetRig.Until(() => node.View.IsEmpty);
    }

    [Fact]
    public async Task UnrelatedChange_OfOtherObjects_SendsNothing()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 1 && node.IsInSync);
        // The view is filled before the answer to it is counted.
        await node.StepAsync(new LinkEvent.Tick());
        var (down, up) = (node.FramesDown, node.FramesUp);

        await rig.PutConfigMapAsync("other", "1");
        await rig.CreatePodAsync("elsewhere", "n2");
        var pod = rig.Api.Find<Pod>("default", "web")!;
        await FleetRig.DoAsync(rig.Api.UpdateStatusAsync(pod with { Status = pod.Status! with { Message = "status is not in the view" } }, CancellationToken.None));

        // A change that is sent, made last, shows that the others were looked at before.
        await rig.CreatePodAsync("marker", "n1");
        await FleetRig.Until(() => node.View.Count == 2);
        await node.StepAsync(new LinkEvent.Tick());
        Assert.Equal(1, node.FramesDown - down);
        Assert.Equal(1, node.FramesUp - up);
    }

    [Fact]
    public async Task Reconnect_NothingChanged_OnlyHelloAndWelcome()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("web", "n1");
        await node.ReportAsync(node.OfSelf(), TestNode.Of(pod));
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 2 && node.IsInSync && rig.Api.Find<Pod>("default", "web")!.Status!.Phase == "Running");
        await node.DisconnectAsync();
        Assert.False(rig.Presence.Find("n1").Connected);
        var (down, up) = (node.FramesDown, node.FramesUp);

        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => node.IsInSync && rig.Presence.Find("n1").Connected);
        Assert.Equal(1, node.FramesDown - down);
        Assert.Equal(1, node.FramesUp - up);
    }
}
