using System.Text;
using EdgeKube.Api;
using EdgeKube.Link;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class ServiceViewTests
{
    private const string Web = "ClusterAddress/default/web";
    private const string Api = "ClusterAddress/default/kubernetes";

    [Fact]
    public async Task PodBound_ServicesOfItsNamespace_ArriveBeforeIt()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"name":"http","port":80,"protocol":"TCP"},{"name":"dns","port":53,"protocol":"UDP"}]}""");
        await rig.PutServiceAsync("headless", """{"clusterIP":"None","ports":[{"port":80}]}""");
        await rig.PutServiceAsync("elsewhere", """{"type":"ExternalName","externalName":"example.com"}""");
        await rig.PutServiceAsync("other", """{"clusterIP":"10.43.0.8","ports":[{"port":80}]}""", "kube-system");
        await node.ConnectAsync(rig.Fleet);
        await rig.CreatePodAsync("one", "n1");

        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/one"));
        Assert.Equal([Web, "Pod/default/one"], node.Changes);
        Assert.Equal("10.43.0.7 http:80/TCP dns:53/UDP", Encoding.UTF8.GetString(node.View[Web].Span));
    }

    [Fact]
    public async Task PodWithoutLinks_OfServices_IsToldOfTheApiOnly()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":80}]}""");
        await rig.PutServiceAsync("kubernetes", """{"clusterIP":"10.43.0.1","ports":[{"name":"https","port":443}]}""");
        await rig.CreatePodAsync("one", "n1", links: false);
        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => node.View.Count == 2);
        Assert.Equal([Api, "Pod/default/one"], node.View.Keys.Order());
    }

    [Fact]
    public async Task ServiceChanged_WhatNodesAreNotToldOf_SendsNothing()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":80}]}""");
        await rig.CreatePodAsync("one", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 2 && node.IsInSync);
        // The view is filled before the answer to it is counted.
        await node.StepAsync(new LinkEvent.Tick());
        var (down, up) = (node.FramesDown, node.FramesUp);

        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","selector":{"app":"other"},"ports":[{"port":80,"targetPort":8080}]}""");
        await rig.PutServiceAsync("aside", """{"clusterIP":"10.43.0.8","ports":[{"port":80}]}""", "kube-system");

        // A change that is sent, made last, shows that the others were looked at before.
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":81}]}""");
        await FleetRig.Until(() => Encoding.UTF8.GetString(node.View[Web].Span) == "10.43.0.7 :81/TCP");
        await node.StepAsync(new LinkEvent.Tick());
        Assert.Equal((1, 1), (node.FramesDown - down, node.FramesUp - up));
    }

    [Fact]
    public async Task ServiceCameAndWent_BesideARunningPod_FollowsInTheView()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.CreatePodAsync("one", "n1");
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 1);

        var service = await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":80}]}""");
        await FleetRig.Until(() => node.View.ContainsKey(Web));
        await FleetRig.DoAsync(rig.Api.DeleteAsync(service, new(), CancellationToken.None));
        await FleetRig.Until(() => !node.View.ContainsKey(Web));
    }

    [Fact]
    public async Task LastPodGone_ServicesThatOnlyItNeeded_LeaveTheView()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var service = await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":80}]}""");
        await rig.PutServiceAsync("kubernetes", """{"clusterIP":"10.43.0.1","ports":[{"name":"https","port":443}]}""");
        var linked = await rig.CreatePodAsync("linked", "n1");
        var plain = await rig.CreatePodAsync("plain", "n1", links: false);
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.View.Count == 4);

        await DeleteAsync(rig, linked);
        await FleetRig.Until(() => node.View.Keys.Order().SequenceEqual([Api, "Pod/default/plain"]));
        await FleetRig.DoAsync(rig.Api.DeleteAsync(service, new(), CancellationToken.None));
        await DeleteAsync(rig, plain);
        await FleetRig.Until(() => node.View.IsEmpty);
    }

    private static Task<Pod> DeleteAsync(FleetRig rig, Pod pod) =>
        FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", pod.Name, new() { GracePeriodSeconds = 0, Preconditions = new() { Uid = pod.Uid } }, CancellationToken.None));
}
