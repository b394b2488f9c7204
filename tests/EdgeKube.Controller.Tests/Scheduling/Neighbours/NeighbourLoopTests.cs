using EdgeKube.Api;
using EdgeKube.Controller.Tests.Reconcilers;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Scheduling.Neighbours;

/// <summary>What the scheduler's loop must see for terms to be kept: other pods as they come, and labels of namespaces.</summary>
public sealed class NeighbourLoopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Loop_NamespaceIsLabelledLater_PodThatWaitsIsPlaced()
    {
        await using var cluster = new TestCluster(playNodes: false);
        await cluster.AddNodeAsync(Build.Node("n"));
        await MustAsync(cluster, new Namespace { Metadata = new() { Name = "far" } });
        await MustAsync(cluster, NewPod("p", "default", new() { PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term()] } }));
        await MustAsync(cluster, NewPod("web", "far", null));
        await cluster.Until(() => NodeOf(cluster, "far", "web") == "n" && Find(cluster, "default", "p")?.Status?.Conditions?.Any(one => one.Reason == "Unschedulable") == true);
        Assert.Equal("", NodeOf(cluster, "default", "p"));

        await Eventually.True(() => LabelAsync(cluster), Limit);
        await cluster.Until(() => NodeOf(cluster, "default", "p") == "n");
    }

    private static PodAffinityTerm Term() => new()
    {
        TopologyKey = "kubernetes.io/hostname",
        LabelSelector = Build.Selector,
        NamespaceSelector = new() { MatchLabels = new Dictionary<string, string> { ["team"] = "green" } },
    };

    private static Pod NewPod(string name, string ns, Affinity? affinity)
    {
        var pod = Build.Pod(name);
        return pod with
        {
            Metadata = new() { Name = name, Namespace = ns, Labels = affinity is null ? Build.Selector.MatchLabels : null },
            Spec = pod.Spec! with { Affinity = affinity },
        };
    }

    private static async Task<bool> LabelAsync(TestCluster cluster)
    {
        var far = cluster.Resources.Find<Namespace>(null, "far")!;
        var labelled = far with { Metadata = far.Metadata with { Labels = new Dictionary<string, string>(far.Metadata.Labels ?? new Dictionary<string, string>()) { ["team"] = "green" } } };
        return (await cluster.Resources.UpdateAsync(labelled, CancellationToken.None)).Succeeded;
    }

    private static async Task MustAsync<T>(TestCluster cluster, T obj)
        where T : ApiObject
    {
        var created = await cluster.Resources.CreateAsync(obj, CancellationToken.None);
        Assert.True(created.Succeeded, created.Error?.Message);
    }

    private static Pod? Find(TestCluster cluster, string ns, string name) => cluster.Resources.Find<Pod>(ns, name);

    private static string NodeOf(TestCluster cluster, string ns, string name) => Find(cluster, ns, name)?.Spec?.NodeName ?? "";
}
