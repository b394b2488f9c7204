using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Events;
using EdgeKube.Controller.Reconcilers.Volumes;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;
using Builder = EdgeKube.Controller.Tests.Reconcilers.Build;

namespace EdgeKube.Controller.Tests.Reconcilers.Volumes;

/// <summary>Claims and the volumes that were made for them, over the whole API.</summary>
public sealed class ClaimTests : IDisposable
{
    private const string Volumes = "/api/v1/persistentvolumes";
    private const string Claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Claim_OfSeveralThatFit_GetsTheSmallestAndKeepsIt()
    {
        await VolumeAsync("big", "10Gi");
        await VolumeAsync("small", "2Gi");
        await VolumeAsync("tiny", "1Mi");
        await ClaimAsync("c");
        await SettleAsync("c", "big", "small", "tiny");

        var claim = await GetAsync(Claims + "/c");
        Assert.Equal(("small", "Bound", "2Gi"), ((string)claim["spec"]!["volumeName"]!, (string)claim["status"]!["phase"]!, (string)claim["status"]!["capacity"]!["storage"]!));
        var volume = await GetAsync(Volumes + "/small");
        Assert.Equal(("c", (string)claim["metadata"]!["uid"]!, "Bound"), ((string)volume["spec"]!["claimRef"]!["name"]!, (string)volume["spec"]!["claimRef"]!["uid"]!, (string)volume["status"]!["phase"]!));
        Assert.Equal("Available", (string)(await GetAsync(Volumes + "/big"))["status"]!["phase"]!);

        await _api.SendAsync("DELETE", Claims + "/c");
        await SettleAsync("c", "small");
        Assert.Equal("Released", (string)(await GetAsync(Volumes + "/small"))["status"]!["phase"]!);
    }

    [Fact]
    public async Task Claim_WithAVolumeKeptForIt_GetsThatOne()
    {
        await VolumeAsync("small", "2Gi");
        await VolumeAsync("kept", "10Gi", "\"claimRef\":{\"namespace\":\"default\",\"name\":\"c\"},");
        await ClaimAsync("c");
        await ClaimAsync("other", "\"volumeName\":\"kept\",");
        await SettleAsync("other", "kept");
        await SettleAsync("c", "kept");

        Assert.Equal("kept", (string)(await GetAsync(Claims + "/c"))["spec"]!["volumeName"]!);
        Assert.Equal("Pending", (string)(await GetAsync(Claims + "/other"))["status"]!["phase"]!);
    }

    [Fact]
    public async Task Claim_ThatWaitsForItsPod_GetsAVolumeOfThePodsNode()
    {
        await _api.CreateAsync("/apis/storage.k8s.io/v1/storageclasses", """{"metadata":{"name":"local"},"provisioner":"kubernetes.io/no-provisioner","volumeBindingMode":"WaitForFirstConsumer"}""");
        await VolumeAsync("on-n1", "2Gi", OnNode("n1"));
        await VolumeAsync("on-n2", "5Gi", OnNode("n2"));
        await ClaimAsync("c", "\"storageClassName\":\"local\",");
        await SettleAsync("c");
        Assert.Equal("Pending", (string)(await GetAsync(Claims + "/c"))["status"]!["phase"]!);

        // As the scheduler does it, for a pod that fits on n2 only.
        var pod = Claiming("c") with { Spec = Claiming("c").Spec! with { NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = "n2" } } };
        Node[] nodes = [Builder.Node("n1"), Builder.Node("n2")];
        Assert.Equal(new SchedulingDecision.Bind("n2"), Plan(pod, nodes));
        await _api.CreateAsync("/api/v1/nodes", """{"metadata":{"name":"n2","labels":{"kubernetes.io/hostname":"n2"}}}""");
        await _api.SendAsync("PATCH", Claims + "/c", "{\"metadata\":{\"annotations\":{\"volume.kubernetes.io/selected-node\":\"n2\"}}}", "application/merge-patch+json");
        await SettleAsync("c", "on-n2");

        Assert.Equal("on-n2", (string)(await GetAsync(Claims + "/c"))["spec"]!["volumeName"]!);
        Assert.Equal(new SchedulingDecision.Bind("n2"), Plan(Claiming("c"), nodes));
        Assert.StartsWith(
            "0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity.",
            Assert.IsType<SchedulingDecision.Unschedulable>(Plan(Claiming("c"), Builder.Node("n1"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_WhoseClaimIsMissingOrUnbound_WaitsInKubernetesWords()
    {
        Assert.Equal(new SchedulingDecision.Unschedulable("0/1 nodes are available: persistentvolumeclaim \"claim\" not found. not found"), Plan(Claiming("claim"), Builder.Node("node1")));
        await ClaimAsync("claim");
        Assert.Equal(new SchedulingDecision.Unschedulable("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found"), Plan(Claiming("claim"), Builder.Node("node1")));
    }

    private static Pod Claiming(string claim)
    {
        var pod = Builder.Pod("p");
        return pod with { Metadata = pod.Metadata with { Namespace = "default" }, Spec = pod.Spec! with { Volumes = [new Volume { Name = "v", PersistentVolumeClaim = new() { ClaimName = claim } }] } };
    }

    private static string OnNode(string node) =>
        "\"storageClassName\":\"local\",\"nodeAffinity\":{\"required\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"kubernetes.io/hostname\",\"operator\":\"In\",\"values\":[\"" + node + "\"]}]}]}},";

    private SchedulingDecision Plan(Pod pod, params Node[] nodes)
    {
        var state = new ClusterState();
        foreach (var node in nodes)
        {
            state.SetNode(node.Name, node with { Metadata = node.Metadata with { Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = node.Name } } });
        }

        return SchedulingPlanner.Plan(new PodToSchedule(pod) { Claims = ClaimNeeds.Of(pod, _api.Resources) }, state.Nodes);
    }

    private Task VolumeAsync(string name, string size, string more = "") => _api.CreateAsync(
        Volumes, "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + more + "\"capacity\":{\"storage\":\"" + size + "\"},\"accessModes\":[\"ReadWriteOnce\"],\"hostPath\":{\"path\":\"/data\"}}}");

    private Task ClaimAsync(string name, string more = "") => _api.CreateAsync(
        Claims, "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + more + "\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}}");

    private async Task<JsonNode> GetAsync(string path) => (await _api.SendAsync("GET", path)).Json;

    // What the loops do, once for each key, and once again: then there is nothing left to do.
    private async Task SettleAsync(string claim, params string[] volumes)
    {
        var events = new EventRecorder(_api.Resources, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        var (claims, phases) = (new ClaimReconciler(_api.Resources, events), new VolumeReconciler(_api.Resources));
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(ReconcileResult.Done, await claims.ReconcileAsync(new ObjectKey("default", claim), CancellationToken.None));
            foreach (var volume in volumes)
            {
                Assert.Equal(ReconcileResult.Done, await phases.ReconcileAsync(volume, CancellationToken.None));
            }
        }

        var before = _api.Resources.Revision;
        await claims.ReconcileAsync(new ObjectKey("default", claim), CancellationToken.None);
        Assert.Equal(before, _api.Resources.Revision);
    }
}
