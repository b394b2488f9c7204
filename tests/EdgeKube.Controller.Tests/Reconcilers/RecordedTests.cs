using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>Scenarios recorded from Kubernetes v1.36, repeated on the real pipeline with every loop running.</summary>
public sealed class RecordedTests
{
    [Theory]
    [InlineData("deployment-create-scale")]
    [InlineData("deployment-rolling-update")]
    [InlineData("deployment-recreate")]
    [InlineData("deployment-pause-resume")]
    public async Task Deployment_Patched_ScalesInRecordedSteps(string name)
    {
        var scenario = new RecordedScenario(name);
        await using var cluster = await StartAsync(scenario);
        await cluster.UntilRolledOut("d");
        foreach (var patch in scenario.Patches("Deployment/d"))
        {
            await PatchAsync(cluster, patch);
            await cluster.UntilRolledOut("d");
        }

        await UntilSaid(cluster, scenario);
        if (name != "deployment-create-scale")
        {
            Assert.Equal(scenario.Conditions("Deployment"), Conditions(cluster));
        }
    }

    [Fact]
    public async Task Deployment_RolledBack_ReusesReplicaSetAndTrimsHistory()
    {
        var scenario = new RecordedScenario("deployment-rollback");
        await using var cluster = await StartAsync(scenario);
        await cluster.UntilRolledOut("d");
        var before = cluster.Resources.Find<Deployment>("default", "d")!.Spec!.Template;
        foreach (var patch in scenario.Patches("Deployment/d"))
        {
            await PatchAsync(cluster, patch);
        }

        await cluster.UntilRolledOut("d");
        await cluster.ChangeAsync<Deployment>("d", deployment => deployment with { Spec = deployment.Spec! with { Template = before } });
        await cluster.UntilRolledOut("d");

        await UntilSaid(cluster, scenario);
        var sets = cluster.Resources.List<ReplicaSet>("default").OrderBy(set => set.Metadata.Annotations!["deployment.kubernetes.io/revision"]).ToArray();
        Assert.Equal(["2", "3"], sets.Select(set => set.Metadata.Annotations!["deployment.kubernetes.io/revision"]));
        Assert.Equal("1", sets[1].Metadata.Annotations!["deployment.kubernetes.io/revision-history"]);
        Assert.Equal("second", sets[1].Metadata.Annotations!["kubernetes.io/change-cause"]);
        Assert.Equal(scenario.Conditions("Deployment"), Conditions(cluster));
    }

    [Fact]
    public async Task ReplicaSet_OrphanAndStray_AreAdoptedAndReleased()
    {
        var scenario = new RecordedScenario("replicaset-adopt-release");
        await using var cluster = await StartAsync(scenario);
        await cluster.Until(() => Owned(cluster).Length == 2);
        Assert.Contains("orphan", Owned(cluster));

        var made = Owned(cluster).Single(name => name != "orphan");
        await cluster.ChangeAsync<Pod>(made, pod => pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "other" } } });
        await cluster.Until(() => Owned(cluster) is { Length: 2 } owned && !owned.Contains(made));
        Assert.Null(cluster.Resources.Find<Pod>("default", made)!.Metadata.OwnerReferences);

        await cluster.ChangeAsync<ReplicaSet>("r", set => set with { Spec = set.Spec! with { Replicas = 1 } });
        await cluster.Until(() => Owned(cluster).Length == 1);
        await cluster.Until(() => cluster.EventsOf("ReplicaSet").Count(one => one.Reason == "SuccessfulDelete") == 1);
        Assert.Equal(scenario.Messages("SuccessfulCreate").Count, cluster.EventsOf("ReplicaSet").Count(one => one.Reason == "SuccessfulCreate"));
    }

    [Theory]
    [InlineData("gc-background", "Background", 0, 0)]
    [InlineData("gc-foreground", "Foreground", 0, 0)]
    [InlineData("gc-orphan", "Orphan", 1, 2)]
    public async Task Deployment_Deleted_LeavesWhatWasRecorded(string name, string policy, int sets, int pods)
    {
        await using var cluster = await StartAsync(new RecordedScenario(name));
        await cluster.UntilRolledOut("d");
        await cluster.Resources.DeleteAsync<Deployment>("default", "d", new DeleteOptions { PropagationPolicy = policy }, CancellationToken.None);

        await cluster.Until(() => cluster.Resources.Find<Deployment>("default", "d") is null);
        await cluster.Until(() => cluster.Resources.List<ReplicaSet>("default").Count == sets && cluster.Resources.List<Pod>("default").Count == pods);
        Assert.All(cluster.Resources.List<ReplicaSet>("default"), set => Assert.Null(set.Metadata.OwnerReferences));
        Assert.All(cluster.Resources.List<Pod>("default"), pod => Assert.Single(pod.Metadata.OwnerReferences!));
    }

    [Fact]
    public async Task Namespace_HeldContent_ReportsThenGoes()
    {
        var scenario = new RecordedScenario("namespace-deletion-finalizer");
        await using var cluster = new TestCluster();
        await cluster.CreateAsync("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"x"}}""");
        await cluster.CreateAsync(scenario.Manifests.Single(), "x");
        await cluster.Resources.DeleteAsync<Namespace>(null, "x", new DeleteOptions(), CancellationToken.None);

        await cluster.Until(() => cluster.Resources.Find<Namespace>(null, "x")?.Status?.Conditions is { Count: 5 });
        Assert.Contains(
            "NamespaceContentRemaining=True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances",
            cluster.Resources.Find<Namespace>(null, "x")!.Status!.Conditions!.Select(condition => RecordedScenario.Describe(condition.Type, condition.Status, condition.Reason, condition.Message)));

        var held = cluster.Resources.Find<ConfigMap>("x", "held")!;
        await cluster.Resources.UpdateAsync(held with { Metadata = held.Metadata with { Finalizers = null } }, CancellationToken.None);
        await cluster.Until(() => cluster.Resources.Find<Namespace>(null, "x") is null);
    }

    private static async Task<TestCluster> StartAsync(RecordedScenario scenario)
    {
        var cluster = new TestCluster();
        await cluster.AddNodeAsync(Build.Node("node1"));
        foreach (var manifest in scenario.Manifests)
        {
            await cluster.CreateAsync(manifest);
        }

        return cluster;
    }

    /// <summary>Events are written behind the work, so they are waited for; their order is that of the work.</summary>
    private static async Task UntilSaid(TestCluster cluster, RecordedScenario scenario)
    {
        var expected = scenario.Messages("ScalingReplicaSet");
        await cluster.Until(() => Said().Count() >= expected.Count);
        Assert.Equal(expected, RecordedScenario.Normalise(Said()));
        foreach (var reason in new[] { "SuccessfulCreate", "SuccessfulDelete" })
        {
            await cluster.Until(() => cluster.EventsOf("ReplicaSet").Count(one => one.Reason == reason) == scenario.Messages(reason).Count);
        }

        // A step that is repeated counts its event up; the scenarios have none.
        IEnumerable<string> Said() => cluster.EventsOf("Deployment").Where(one => one.Reason == "ScalingReplicaSet")
            .OrderBy(one => one.Name[(one.Name.LastIndexOf('.') + 1)..], StringComparer.Ordinal).Select(one => one.Message!);
    }

    private static IReadOnlyList<string> Conditions(TestCluster cluster)
        => [.. cluster.Resources.Find<Deployment>("default", "d")!.Status!.Conditions!
            .Select(condition => RecordedScenario.Describe(condition.Type, condition.Status, condition.Reason, condition.Message)).Order(StringComparer.Ordinal)];

    private static string[] Owned(TestCluster cluster)
        => [.. cluster.Resources.List<Pod>("default").Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Metadata.OwnerReferences is { Count: 1 }).Select(pod => pod.Name)];

    private static Task PatchAsync(TestCluster cluster, JsonNode patch) => cluster.ChangeAsync<Deployment>("d", deployment => deployment with
    {
        Metadata = patch["metadata"]?["annotations"] is { } annotations
            ? deployment.Metadata with { Annotations = new Dictionary<string, string>(deployment.Metadata.Annotations!) { ["kubernetes.io/change-cause"] = (string)annotations["kubernetes.io/change-cause"]! } }
            : deployment.Metadata,
        Spec = deployment.Spec! with
        {
            Replicas = (int?)patch["spec"]?["replicas"] ?? deployment.Spec.Replicas,
            Paused = (bool?)patch["spec"]?["paused"] ?? deployment.Spec.Paused,
            Template = WithImage(deployment.Spec.Template!, (string?)patch["spec"]?["template"]?["spec"]?["containers"]?[0]?["image"]),
        },
    });

    private static PodTemplateSpec WithImage(PodTemplateSpec template, string? image)
        => image is null ? template : template with { Spec = template.Spec! with { Containers = [template.Spec.Containers[0] with { Image = image }] } };
}
