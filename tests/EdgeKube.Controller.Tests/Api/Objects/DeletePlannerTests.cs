using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Objects;

public sealed class DeletePlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null, 0)]
    [InlineData("n1", "Succeeded", null, 0)]
    [InlineData("n1", "Failed", 10L, 0)]
    [InlineData("n1", "Running", null, 30)]
    [InlineData("n1", "Running", 5L, 5)]
    [InlineData("n1", "Running", -3L, 1)]
    [InlineData("n1", "Running", 0L, 0)]
    public void Plan_Pod_WaitsForItsNodeAsLongAsItsGrace(string? node, string? phase, long? asked, long expected)
    {
        var plan = DeletePlanner.Plan(KindTable.Pod, PodOn(node, phase), new DeleteOptions { GracePeriodSeconds = asked }, Now);

        if (expected == 0)
        {
            Assert.IsType<DeletePlan.Remove>(plan);
            return;
        }

        var next = Assert.IsType<DeletePlan.Mark>(plan).Next.Metadata;
        Assert.Equal(expected, next.DeletionGracePeriodSeconds);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(expected), next.DeletionTimestamp);
        Assert.Equal(2, next.Generation);
    }

    [Fact]
    public void Plan_Twice_OnlyShortens()
    {
        var marked = Mark(DeletePlanner.Plan(KindTable.Pod, PodOn("n1", "Running"), new DeleteOptions(), Now));

        Assert.IsType<DeletePlan.Nothing>(DeletePlanner.Plan(KindTable.Pod, marked, new DeleteOptions(), Now));
        Assert.IsType<DeletePlan.Nothing>(DeletePlanner.Plan(KindTable.Pod, marked, new DeleteOptions { GracePeriodSeconds = 60 }, Now));
        Assert.Equal(5, Mark(DeletePlanner.Plan(KindTable.Pod, marked, new DeleteOptions { GracePeriodSeconds = 5 }, Now)).Metadata.DeletionGracePeriodSeconds);
        Assert.IsType<DeletePlan.Remove>(DeletePlanner.Plan(KindTable.Pod, marked, new DeleteOptions { GracePeriodSeconds = 0 }, Now));
    }

    [Fact]
    public void Plan_Finalizers_KeepTheObject()
    {
        var held = new ConfigMap { Metadata = new ObjectMeta { Name = "c", Finalizers = ["example.com/x"] } };
        var marked = Mark(DeletePlanner.Plan(KindTable.ConfigMap, held, new DeleteOptions(), Now));

        Assert.NotNull(marked.Metadata.DeletionTimestamp);
        Assert.IsType<DeletePlan.Nothing>(DeletePlanner.Plan(KindTable.ConfigMap, marked, new DeleteOptions(), Now));
        Assert.False(DeletePlanner.IsDone(KindTable.ConfigMap, marked));
        Assert.True(DeletePlanner.IsDone(KindTable.ConfigMap, marked with { Metadata = marked.Metadata with { Finalizers = null } }));
    }

    [Theory]
    [InlineData("Orphan", "orphan")]
    [InlineData("Foreground", "foregroundDeletion")]
    public void Plan_Propagation_BecomesAFinalizer(string policy, string finalizer)
    {
        var set = new ReplicaSet { Metadata = new ObjectMeta { Name = "r", Generation = 1 } };
        var marked = Mark(DeletePlanner.Plan(KindTable.ReplicaSet, set, new DeleteOptions { PropagationPolicy = policy }, Now));

        Assert.Equal([finalizer], marked.Metadata.Finalizers);
        Assert.IsType<DeletePlan.Remove>(DeletePlanner.Plan(KindTable.ReplicaSet, marked, new DeleteOptions { PropagationPolicy = "Background" }, Now));
    }

    [Fact]
    public void Plan_Namespace_TerminatesUntilFinalized()
    {
        var ns = new Namespace { Metadata = new ObjectMeta { Name = "x" }, Spec = new NamespaceSpec { Finalizers = ["kubernetes"] } };
        var marked = (Namespace)Mark(DeletePlanner.Plan(KindTable.Namespace, ns, new DeleteOptions(), Now));

        Assert.Equal("Terminating", marked.Status!.Phase);
        Assert.IsType<DeletePlan.Nothing>(DeletePlanner.Plan(KindTable.Namespace, marked, new DeleteOptions(), Now));
        Assert.True(DeletePlanner.IsDone(KindTable.Namespace, marked with { Spec = new NamespaceSpec() }));
    }

    [Fact]
    public void FindFault_BadPolicy_IsInKubernetesWords()
    {
        Assert.Equal(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Foo\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
            DeletePlanner.FindFault(new DeleteOptions { PropagationPolicy = "Foo" })!.Message);
        Assert.Equal(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Background\": orphanDependents and deletionPropagation cannot be both set",
            DeletePlanner.FindFault(new DeleteOptions { PropagationPolicy = "Background", OrphanDependents = true })!.Message);
    }

    private static ApiObject Mark(DeletePlan plan) => Assert.IsType<DeletePlan.Mark>(plan).Next;

    private static Pod PodOn(string? node, string? phase) => new()
    {
        Metadata = new ObjectMeta { Name = "p", Namespace = "default", Generation = 1 },
        Spec = new PodSpec { NodeName = node },
        Status = new PodStatus { Phase = phase },
    };
}
