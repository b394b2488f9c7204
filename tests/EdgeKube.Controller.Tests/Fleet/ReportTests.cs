using EdgeKube.Api;
using EdgeKube.Controller.Fleet.Reports;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class ReportTests
{
    [Fact]
    public async Task Status_OfBoundPod_IsInTheApiBesideOthersConditions()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);

        await node.ReportAsync(TestNode.Of(pod));

        await FleetRig.Until(() => Status(rig, "web")?.Phase == "Running");
        Assert.Equal(["Ready", "PodScheduled"], Status(rig, "web")!.Conditions!.Select(condition => condition.Type));
        Assert.Equal("10.42.0.5", Status(rig, "web")!.PodIP);
        Assert.NotNull(Status(rig, "web")!.QosClass);
    }

    [Fact]
    public async Task NewFleet_OnTheSameStore_AsksAnewAndWritesNothing()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("web", "n1");
        await node.ReportAsync(node.OfSelf(), TestNode.Of(pod), Event("boom", pod, "n1"));
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync && node.View.Count == 2 && Status(rig, "web")?.Phase == "Running" && rig.Api.Find<Event>("default", "boom") is not null);
        await node.DisconnectAsync();
        var revision = rig.Api.Revision;

        await rig.RestartAsync();
        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => node.IsInSync);
        Assert.Equal(revision, rig.Api.Revision);
        Assert.Empty(node.Effects.OfType<LinkEffect.Conflict>());
    }

    [Fact]
    public async Task RemovedPod_BeingDeleted_ObjectGoes()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", "web", new(), CancellationToken.None));
        Assert.NotNull(rig.Api.Find<Pod>("default", "web"));

        await node.ReportAsync(TestNode.Of(pod, removed: true, phase: "Succeeded"));

        await FleetRig.Until(() => rig.Api.Find<Pod>("default", "web") is null);
        await FleetRig.Until(() => !node.View.ContainsKey("Pod/default/web"));
    }

    [Fact]
    public void Merge_RefusedPod_KeepsNoConditionOfANode()
    {
        var stored = new PodStatus { Conditions = [new() { Type = "PodScheduled", Status = "True" }, new() { Type = "example.com/gate", Status = "True" }] };

        var merged = PodReporter.Merge(stored, new() { Phase = "Failed", Reason = "SysctlForbidden" }, DateTimeOffset.UnixEpoch);

        Assert.Equal("example.com/gate", Assert.Single(merged.Conditions!).Type);
    }

    [Fact]
    public async Task RemovedPod_FinalizerKeepsIt_SaysHowItEnded()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.DoAsync(rig.Api.UpdateAsync(pod with { Metadata = pod.Metadata with { Finalizers = ["example.com/held"] } }, CancellationToken.None));
        await FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", "web", new(), CancellationToken.None));

        await node.ReportAsync(TestNode.Of(pod, removed: true, phase: "Succeeded"));

        await FleetRig.Until(() => rig.Api.Find<Pod>("default", "web") is { Metadata.DeletionGracePeriodSeconds: 0, Status.Phase: "Succeeded" });
    }

    [Fact]
    public async Task RemovedPod_DeletedOnlyLater_ObjectGoesThen()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);
        await node.ReportAsync(TestNode.Of(pod, removed: true));
        await FleetRig.Until(() => Status(rig, "web")?.Phase == "Running");

        await FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", "web", new(), CancellationToken.None));

        await FleetRig.Until(() => rig.Api.Find<Pod>("default", "web") is null);
    }

    [Fact]
    public async Task ForeignObjects_Reported_AreDropped()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var foreign = await rig.CreatePodAsync("foreign", "n2");
        var former = await rig.CreatePodAsync("former", "n1");
        var own = await rig.CreatePodAsync("own", "n1");
        await using var other = new TestNode("n2");
        await node.ConnectAsync(rig.Fleet);

        await node.ReportAsync(
            TestNode.Of(foreign, removed: true),
            TestNode.Of(former, uid: "another"),
            Event("stolen", foreign, "n1"),
            other.OfSelf(),
            new SetChange("Pod/default/own", "{\"metadata\":{\"name\":\"own\",\"namespace\":\"default\",\"uid\":\"x\"},\"status\":{\"conditions\":[null]}}"u8.ToArray()),
            new SetChange("Secret/default/s", "{}"u8.ToArray()));
        await FleetRig.Until(() => node.IsInSync);
        await node.ReportAsync(TestNode.Of(own));

        await FleetRig.Until(() => Status(rig, "own")?.Phase == "Running");
        Assert.Equal("Pending", Status(rig, "foreign")!.Phase);
        Assert.Equal("Pending", Status(rig, "former")!.Phase);
        Assert.Null(rig.Api.Find<Node>(null, "n2"));
        Assert.Null(rig.Api.Find<Event>("default", "stolen"));
    }

    [Fact]
    public async Task ReadyOfNode_OverwrittenWhileAway_IsPutRightAtTheNextSession()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync && rig.Api.Find<Node>(null, "n1") is not null);
        await node.DisconnectAsync();
        var stored = rig.Api.Find<Node>(null, "n1")!;
        await FleetRig.DoAsync(rig.Api.UpdateStatusAsync(
            stored with { Status = stored.Status! with { Conditions = [new() { Type = "Ready", Status = "Unknown" }, new() { Type = "NetworkUnavailable", Status = "True" }] } },
            CancellationToken.None));

        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => rig.Api.Find<Node>(null, "n1")!.Status!.Conditions!.First(condition => condition.Type == "Ready").Status == "True");
        Assert.Contains(rig.Api.Find<Node>(null, "n1")!.Status!.Conditions!, condition => condition.Type == "NetworkUnavailable");
    }

    [Fact]
    public async Task ForeignStore_NodeWithAView_IsToldAsConditionAndEventAndChangesNothing()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        await rig.CreatePodAsync("web", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 2 && node.IsInSync);
        await node.DisconnectAsync();

        await rig.RestartAsync("another-");
        await rig.CreatePodAsync("second", "n1");
        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => Conflict(rig) is { Status: "True" });
        await FleetRig.Until(() => rig.Api.List<Event>("default").Any(one => one.Reason == "ViewConflict"));
        Assert.Contains("node \"n1\" does not take this controller's view", Conflict(rig)!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Pod/default/second", node.View.Keys);

        await node.StepAsync(new LinkEvent.AcceptForeignView());
        await node.DisconnectAsync();
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/second") && Conflict(rig) is null);
    }

    private static NodeCondition? Conflict(FleetRig rig) =>
        rig.Api.Find<Node>(null, "n1")!.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "edgekube.io/ViewConflict");

    private static PodStatus? Status(FleetRig rig, string pod) => rig.Api.Find<Pod>("default", pod)?.Status;

    private static SetChange Event(string name, Pod about, string host) => new(
        $"Event/default/{name}",
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new Event
            {
                Metadata = new() { Name = name, Namespace = "default" },
                InvolvedObject = new() { Kind = "Pod", Namespace = about.Namespace, Name = about.Name, Uid = about.Uid },
                Reason = "BackOff",
                Message = "Back-off restarting failed container",
                Type = "Warning",
                Count = 1,
                FirstTimestamp = DateTimeOffset.UnixEpoch,
                LastTimestamp = DateTimeOffset.UnixEpoch,
                Source = new() { Component = "kubelet", Host = host },
                ReportingComponent = "kubelet",
                ReportingInstance = host,
            },
            CoreJsonContext.Default.Event));
}
