using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Deployments;

namespace EdgeKube.Controller.Tests.Reconcilers.Deployments;

public sealed class DeploymentPlannerTests
{
    [Fact]
    public void Plan_NewDeployment_CreatesReplicaSetAsRecorded()
    {
        var plan = DeploymentPlanner.Plan(new(Build.Deployment(2), [], []), Build.Now);

        var created = plan.Actions.OfType<DeploymentAction.CreateReplicaSet>().Single().ReplicaSet;
        var hash = created.Name["d-".Length..];
        Assert.Equal(2, created.Spec!.Replicas);
        Assert.Equal(hash, created.Metadata.Labels!["pod-template-hash"]);
        Assert.Equal(hash, created.Spec.Selector!.MatchLabels!["pod-template-hash"]);
        Assert.Equal(hash, created.Spec.Template!.Metadata!.Labels!["pod-template-hash"]);
        Assert.Equal(
            new Dictionary<string, string> { [RevisionAnnotations.DesiredReplicas] = "2", [RevisionAnnotations.MaxReplicas] = "3", [RevisionAnnotations.Revision] = "1" },
            created.Metadata.Annotations!.ToDictionary());
        Assert.Equal([(true, true, "Deployment", "d")], created.Metadata.OwnerReferences!.Select(owner => (owner.Controller!.Value, owner.BlockOwnerDeletion!.Value, owner.Kind, owner.Name)));
        var status = plan.Actions.OfType<DeploymentAction.UpdateStatus>().Single().Status;
        Assert.Equal((1, 2), (status.ObservedGeneration, status.UnavailableReplicas));
        Assert.Equal(["NewReplicaSetCreated", "MinimumReplicasUnavailable"], status.Conditions!.Select(condition => condition.Reason));
        Assert.Equal($"Created new replica set \"{created.Name}\"", status.Conditions![0].Message);
    }

    [Fact]
    public void Plan_Settled_DoesNothingMore()
    {
        var world = Settled(3);

        Assert.Equal(0, world.StepDeployment());
        var status = world.Deployment.Status!;
        Assert.Equal((3, 3, 3, 3, 0), (status.Replicas, status.UpdatedReplicas, status.ReadyReplicas, status.AvailableReplicas, status.UnavailableReplicas));
        Assert.Equal(["MinimumReplicasAvailable", "NewReplicaSetAvailable"], status.Conditions!.Select(condition => condition.Reason));
    }

    [Fact]
    public void Plan_NewImage_RollsAsRecorded()
    {
        var world = Settled(3);
        world.Change(spec => spec with { Template = Build.Template("a:2") });
        world.Settle();

        var (old, current) = (world.Sets.Values.First(), world.Sets.Values.Last());
        Assert.Equal(
            [
                $"Scaled up replica set {old.Name} from 0 to 3",
                $"Scaled up replica set {current.Name} from 0 to 1",
                $"Scaled down replica set {old.Name} from 3 to 2",
                $"Scaled up replica set {current.Name} from 1 to 2",
                $"Scaled down replica set {old.Name} from 2 to 1",
                $"Scaled up replica set {current.Name} from 2 to 3",
                $"Scaled down replica set {old.Name} from 1 to 0",
            ],
            world.Events);
        Assert.Equal("2", world.Deployment.Metadata.Annotations![RevisionAnnotations.Revision]);
    }

    [Fact]
    public void Plan_OldTemplateAgain_ReusesItsReplicaSetWithNewRevision()
    {
        var world = Settled(2);
        var first = world.Sets.Keys.Single();
        world.Change(spec => spec with { Template = Build.Template("a:2") });
        world.Settle();
        world.Change(spec => spec with { Template = Build.Template("a:1") });
        world.Settle();

        Assert.Equal(2, world.Sets.Count);
        var annotations = world.Sets[first].Metadata.Annotations!;
        Assert.Equal(("3", "1"), (annotations[RevisionAnnotations.Revision], annotations[RevisionAnnotations.History]));
        Assert.Equal(2, world.Sets[first].Spec!.Replicas);
    }

    [Fact]
    public void Plan_Recreate_WaitsForLastOldPod()
    {
        var world = Settled(2, "Recreate");
        var old = world.Sets.Keys.Single();
        world.Change(spec => spec with { Template = Build.Template("a:2") });
        world.StepDeployment();
        world.StepReplicaSet(old);
        world.StepDeployment();
        Assert.Single(world.Sets);

        world.Settle();
        Assert.Equal($"Scaled down replica set {old} from 2 to 0", world.Events[1]);
        Assert.Equal($"Scaled up replica set {world.Sets.Keys.Last()} from 0 to 2", world.Events[2]);
    }

    [Fact]
    public void Plan_Paused_ScalesButDoesNotRollOut()
    {
        var world = Settled(2);
        world.Change(spec => spec with { Paused = true, Template = Build.Template("a:2"), Replicas = 3 });
        world.Settle();

        Assert.Equal(3, Assert.Single(world.Sets.Values).Spec!.Replicas);
        Assert.Contains(world.Deployment.Status!.Conditions!, condition => condition is { Type: "Progressing", Status: "Unknown", Reason: "DeploymentPaused", Message: "Deployment is paused" });

        world.Change(spec => spec with { Paused = false });
        world.Settle();
        Assert.Equal([0, 3], world.Sets.Values.Select(set => set.Spec!.Replicas!.Value));
    }

    [Fact]
    public void Plan_NoProgress_ReportsAfterDeadlineOnly()
    {
        var world = Settled(2);
        world.Change(spec => spec with { Template = Build.Template("bad") });
        world.Settle(start: false);
        var again = DeploymentPlanner.Plan(new(world.Deployment, [.. world.Sets.Values], []), world.Now).RunAgainAt;
        Assert.Equal(world.Now.AddSeconds(601), again);

        world.Now = again!.Value;
        world.Settle(start: false);
        var condition = DeploymentConditions.Find(world.Deployment.Status, "Progressing")!;
        Assert.Equal(("False", "ProgressDeadlineExceeded"), (condition.Status, condition.Reason));
        Assert.Equal($"ReplicaSet \"{world.Sets.Keys.Last()}\" has timed out progressing.", condition.Message);
    }

    [Fact]
    public void Plan_HistoryLimit_DeletesOldestEmptyReplicaSets()
    {
        var world = Settled(1);
        world.Change(spec => spec with { RevisionHistoryLimit = 2 });
        for (var i = 2; i < 8; i++)
        {
            world.Change(spec => spec with { Template = Build.Template($"a:{i}") });
            world.Settle();
        }

        Assert.Equal(["5", "6", "7"], world.Sets.Values.Select(set => set.Metadata.Annotations![RevisionAnnotations.Revision]));
    }

    [Fact]
    public void Plan_ScaledDuringRollout_SharesInProportion()
    {
        var world = Settled(10);
        world.Change(spec => spec with { Template = Build.Template("a:2") });
        world.StepDeployment();
        foreach (var name in world.Sets.Keys.ToArray())
        {
            world.StepReplicaSet(name);
        }

        world.Change(spec => spec with { Replicas = 20 });
        world.StepDeployment();

        // 10 + 3 of at most 13 become 25 of at most 25, split 10:3.
        Assert.Equal([19, 6], world.Sets.Values.Select(set => set.Spec!.Replicas!.Value));
    }

    [Theory]
    [InlineData("25%", "25%", 10, 3, 2)]
    [InlineData("0%", "0%", 10, 0, 1)]
    [InlineData("1%", "1%", 10, 1, 0)]
    [InlineData("100%", "100%", 3, 3, 3)]
    [InlineData("0%", "1%", 5, 0, 1)]
    public void Limits_Percentages_RoundAsKubernetes(string surge, string unavailable, int replicas, int expectedSurge, int expectedUnavailable)
    {
        var limits = RolloutLimits.Of(Build.Deployment(replicas, surge: surge, unavailable: unavailable));

        Assert.Equal((expectedSurge, expectedUnavailable), (limits.MaxSurge, limits.MaxUnavailable));
    }

    [Fact]
    public void Plan_ReplicaSetWithoutOwner_IsAdopted()
    {
        var plan = DeploymentPlanner.Plan(new(Build.Deployment(1), [Build.ReplicaSet(1) with { Metadata = new() { Name = "r", Labels = Build.Selector.MatchLabels } }], []), Build.Now);

        Assert.IsType<DeploymentAction.AdoptReplicaSet>(Assert.Single(plan.Actions));
    }

    [Fact]
    public void TemplateHash_LabelsInOtherOrder_AreEqual()
    {
        var left = Build.Template("a") with { Metadata = new() { Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } } };
        var right = Build.Template("a") with { Metadata = new() { Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1", [TemplateHash.Label] = "x" } } };

        Assert.True(TemplateHash.AreEqual(left, right));
        Assert.NotEqual(TemplateHash.Build(left, null), TemplateHash.Build(left, 1));
    }

    private static DeploymentWorld Settled(int replicas, string type = "RollingUpdate")
    {
        var world = new DeploymentWorld(Build.Deployment(replicas, type: type));
        world.Settle();
        return world;
    }
}
