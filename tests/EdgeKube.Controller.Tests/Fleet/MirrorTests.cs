using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>Static pods as their node tells them, with the real link.</summary>
public sealed class MirrorTests
{
    private const string Removed = "edgekube.io/removed";

    [Fact]
    public async Task Mirror_ReportedDeletedChangedAndRemoved_FollowsTheNode()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ConnectAsync(rig.Fleet);
        await node.ReportAsync(node.OfSelf(), Entry("hash-1"));
        await FleetRig.Until(() => Find(rig)?.Status?.Phase == "Running");
        var first = Find(rig)!;
        Assert.Equal(("Node", "n1", true), (first.Metadata.OwnerReferences![0].Kind, first.Metadata.OwnerReferences[0].Name, first.Metadata.OwnerReferences[0].Controller));
        Assert.DoesNotContain("Pod/default/own-n1", node.View.Keys);

        await FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", "own-n1", new(), CancellationToken.None));
        await FleetRig.Until(() => Find(rig) is { } again && again.Uid != first.Uid && again.Status?.Phase == "Running");

        await node.ReportAsync(Entry("hash-2"));
        await FleetRig.Until(() => Find(rig) is { } changed && MirrorPods.FindHash(changed) == "hash-2");

        await node.ReportAsync(Entry("hash-2", (Removed, "true")));
        await FleetRig.Until(() => Find(rig) is null);
    }

    [Fact]
    public async Task Mirror_NameOfAnotherPod_TakesNothing()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var pod = await rig.CreatePodAsync("own-n1", "n1");
        await node.ConnectAsync(rig.Fleet);
        await node.ReportAsync(node.OfSelf(), Entry("hash-1"));
        await FleetRig.Until(() => node.IsInSync);
        Assert.Equal(pod.Uid, Find(rig)!.Uid);
    }

    [Fact]
    public async Task Mirror_OfAnotherNodeOrWithASecret_IsAViolation()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ConnectAsync(rig.Fleet);
        var own = Static("hash-1");
        var stolen = own with { Metadata = own.Metadata with { Name = "a-n1" }, Spec = own.Spec! with { Volumes = [new Volume { Name = "v", Secret = new SecretVolumeSource { SecretName = "s" } }] } };
        var foreign = own with { Metadata = own.Metadata with { Name = "b-n1" }, Spec = own.Spec! with { NodeName = "n2" } };
        await node.ReportAsync(node.OfSelf(), TestNode.OfWhole(stolen), TestNode.OfWhole(foreign), Entry("hash-1"));
        await FleetRig.Until(() => Find(rig) is not null);
        Assert.Null(rig.Api.Find<Pod>("default", "a-n1"));
        Assert.Null(rig.Api.Find<Pod>("default", "b-n1"));
    }

    [Fact]
    public async Task Mirror_InNumbers_IsAViolationFromSomeOn()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ConnectAsync(rig.Fleet);
        await node.ReportAsync(node.OfSelf());
        await FleetRig.Until(() => node.IsInSync);
        var own = Static("hash-1");
        await node.ReportAsync([.. Enumerable.Range(0, 300).Select(i => TestNode.OfWhole(own with { Metadata = own.Metadata with { Name = $"m{i}-n1" } }))]);

        await FleetRig.Until(() => node.IsInSync && rig.Violations.Counters.CountOf("n1", ViolationReason.TooMuch) == 44);
        Assert.Equal(256, rig.Api.List<Pod>().Count);
    }

    private static Pod? Find(FleetRig rig) => rig.Api.Find<Pod>("default", "own-n1");

    private static SetChange Entry(string hash, params (string Key, string Value)[] annotations) => TestNode.OfWhole(Static(hash, annotations));

    private static Pod Static(string hash, params (string Key, string Value)[] annotations) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "own-n1",
            Namespace = "default",
            Uid = hash,
            Annotations = annotations.Append((MirrorPods.MirrorAnnotation, hash)).ToDictionary(pair => pair.Item1, pair => pair.Item2),
        },
        Spec = new PodSpec { NodeName = "n1", Containers = [new Container { Name = "c", Image = "i" }] },
        Status = new PodStatus { Phase = "Running" },
    };
}
