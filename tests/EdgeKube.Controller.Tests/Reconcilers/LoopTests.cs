using EdgeKube.Api;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>The loops together on the real pipeline: nodes that come and go, and garbage.</summary>
public sealed class LoopTests
{
    private const string Web = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"a:1"}]}}}}
        """;

    [Fact]
    public async Task Node_Away_IsUnknownAndTaintedButKeepsItsPods()
    {
        await using var cluster = new TestCluster(grace: TimeSpan.FromMilliseconds(300));
        await cluster.AddNodeAsync(Build.Node("n1"));
        await cluster.CreateAsync(Web);
        await cluster.UntilRolledOut("web");
        var pods = cluster.Resources.List<Pod>().Select(pod => pod.Uid).ToArray();

        cluster.Presence.NodeDisconnected("n1");
        await cluster.Until(() => Ready(cluster) is { Status: "Unknown", Message: "Kubelet stopped posting node status." });
        await cluster.Until(() => cluster.Resources.Find<Node>(null, "n1")!.Spec!.Taints is [{ Key: "node.kubernetes.io/unreachable", Effect: "NoSchedule" }]);
        await cluster.Until(() => cluster.Resources.Find<Deployment>("default", "web")!.Status!.ReadyReplicas == 0);
        Assert.Equal(pods, cluster.Resources.List<Pod>().Select(pod => pod.Uid));

        cluster.Presence.NodeConnected("n1");
        await cluster.Resources.UpdateStatusAsync(cluster.Resources.Find<Node>(null, "n1")! with { Metadata = new() { Name = "n1" }, Status = Build.Node("n1").Status }, CancellationToken.None);
        await cluster.Until(() => cluster.Resources.Find<Node>(null, "n1")!.Spec!.Taints is null or { Count: 0 });
        Assert.Equal(pods, cluster.Resources.List<Pod>().Select(pod => pod.Uid));
    }

    [Fact]
    public async Task Nodes_New_GetDifferentNetworks()
    {
        await using var cluster = new TestCluster();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cluster.AddNodeAsync(Build.Node($"n{i}"))));
        await cluster.Until(() => cluster.Resources.List<Node>().All(node => node.Spec?.PodCIDR is not null));
        Assert.Equal(20, cluster.Resources.List<Node>().Select(node => node.Spec!.PodCIDR).Distinct().Count());
        Assert.All(cluster.Resources.List<Node>(), node => Assert.Equal([node.Spec!.PodCIDR!], node.Spec.PodCIDRs));
    }

    [Fact]
    public async Task Pod_FitsNowhere_SaysWhyAndIsPlacedWhenANodeComes()
    {
        await using var cluster = new TestCluster();
        await cluster.AddNodeAsync(Build.Node("node1"));
        await cluster.CreateAsync("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a:1","resources":{"requests":{"cpu":"64"}}}]}}
            """);
        const string Why = "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
        await cluster.Until(() => cluster.Resources.Find<Pod>("default", "p")!.Status!.Conditions is [{ Type: "PodScheduled", Status: "False", Reason: "Unschedulable", Message: Why }]);
        await cluster.Until(() => cluster.EventsOf("Pod").Any(one => one is { Reason: "FailedScheduling", Message: Why, Type: "Warning", ReportingComponent: "default-scheduler" }));

        await cluster.AddNodeAsync(Build.Node("big", cpu: "128"));
        await cluster.Until(() => cluster.Resources.Find<Pod>("default", "p")!.Spec!.NodeName == "big");
        await cluster.Until(() => cluster.EventsOf("Pod").Any(one => one is { Reason: "Scheduled", Message: "Successfully assigned default/p to big" }));
        Assert.Contains(cluster.Resources.Find<Pod>("default", "p")!.Status!.Conditions!, condition => condition is { Type: "PodScheduled", Status: "True" });
    }

    [Fact]
    public async Task Namespace_WithDeployment_IsEmptiedAndGoes()
    {
        await using var cluster = new TestCluster();
        await cluster.AddNodeAsync(Build.Node("n1"));
        await cluster.CreateAsync("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"x"}}""");
        await cluster.CreateAsync(Web, "x");
        await cluster.Until(() => cluster.Resources.List<Pod>("x").Count(pod => pod.Status?.Phase == "Running") == 2);
        await cluster.Resources.DeleteAsync<Namespace>(null, "x", new DeleteOptions(), CancellationToken.None);

        await cluster.Until(() => cluster.Resources.Find<Namespace>(null, "x") is null);
        Assert.Empty(cluster.Resources.List<Pod>("x"));
        Assert.Empty(cluster.Resources.List<Event>("x"));
    }

    [Fact]
    public async Task World_Settled_IsLeftAlone()
    {
        await using var cluster = new TestCluster();
        await cluster.AddNodeAsync(Build.Node("n1"));
        await cluster.CreateAsync(Web);
        await cluster.UntilRolledOut("web");
        await cluster.Until(() => cluster.EventsOf("Pod").Count() == 2 && cluster.EventsOf("ReplicaSet").Count() == 2 && cluster.EventsOf("Deployment").Count() == 1);
        var revision = cluster.Resources.Revision;

        // A label on the node wakes nearly every loop; nothing but the label may be written.
        await cluster.Resources.UpdateAsync(cluster.Resources.Find<Node>(null, "n1")! with { Metadata = new() { Name = "n1", Labels = new Dictionary<string, string> { ["a"] = "b" } } }, CancellationToken.None);
        await cluster.CreateAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"probe"}}""");
        Assert.Equal(revision + 2, cluster.Resources.Revision);
    }

    private static NodeCondition? Ready(TestCluster cluster)
        => cluster.Resources.Find<Node>(null, "n1")!.Status!.Conditions!.FirstOrDefault(condition => condition.Type == "Ready");
}
