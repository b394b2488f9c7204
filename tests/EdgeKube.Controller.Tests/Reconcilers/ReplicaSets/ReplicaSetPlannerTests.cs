using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.ReplicaSets;

namespace EdgeKube.Controller.Tests.Reconcilers.ReplicaSets;

public sealed class ReplicaSetPlannerTests
{
    private readonly ReplicaSet _set = Build.ReplicaSet(2);

    [Fact]
    public void Plan_NoPods_CreatesFromTemplate()
    {
        var actions = Plan(_set).Actions;

        var create = actions.OfType<ReplicaSetAction.CreatePods>().Single();
        Assert.Equal((2, "r-", "a:1"), (create.Count, create.Template.Metadata.GenerateName, create.Template.Spec!.Containers[0].Image));
        Assert.True(Owners.IsControlledBy(create.Template, _set));
        var status = actions.OfType<ReplicaSetAction.UpdateStatus>().Single().Status;
        Assert.Equal((0, 1L, 0), (status.Replicas, status.ObservedGeneration, status.TerminatingReplicas));
    }

    [Fact]
    public void Plan_FinishedAndTerminatingPods_AreReplacedAndTerminatingCounted()
    {
        var plan = Plan(
            _set,
            Build.Pod("finished", _set, "n", phase: "Failed"),
            Build.Terminating(Build.Pod("ending", _set, "n", ready: true, phase: "Running")),
            Build.Pod("good", _set, "n", ready: true, phase: "Running"));

        Assert.Equal(1, plan.Actions.OfType<ReplicaSetAction.CreatePods>().Single().Count);
        var status = plan.Actions.OfType<ReplicaSetAction.UpdateStatus>().Single().Status;
        Assert.Equal((1, 1, 1, 1, 1), (status.Replicas, status.FullyLabeledReplicas, status.ReadyReplicas, status.AvailableReplicas, status.TerminatingReplicas));
    }

    [Fact]
    public void Plan_NotReadyPods_AreNotReplaced()
        => Assert.DoesNotContain(Plan(_set, Build.Pod("a", _set, "n", phase: "Running"), Build.Pod("b", _set, "n", phase: "Running")).Actions, action => action is ReplicaSetAction.CreatePods);

    [Fact]
    public void Plan_OrphanAndStray_AreAdoptedAndReleased()
    {
        var stray = Build.Pod("stray", _set, "n") with { Metadata = Build.Pod("stray", _set).Metadata with { Labels = new Dictionary<string, string> { ["app"] = "other" } } };
        var actions = Plan(_set, Build.Pod("orphan"), stray).Actions;

        Assert.Equal("orphan", actions.OfType<ReplicaSetAction.AdoptPod>().Single().Pod.Name);
        Assert.Equal("stray", actions.OfType<ReplicaSetAction.ReleasePod>().Single().Pod.Name);
        Assert.Equal(1, actions.OfType<ReplicaSetAction.CreatePods>().Single().Count);
    }

    [Fact]
    public void Plan_BeingDeleted_LeavesPodsAlone()
        => Assert.All(Plan(Build.Terminating(_set, "foregroundDeletion"), Build.Pod("a")).Actions, action => Assert.IsType<ReplicaSetAction.UpdateStatus>(action));

    [Fact]
    public void Plan_MinReadySeconds_AsksToRunAgain()
    {
        var set = _set with { Spec = _set.Spec! with { MinReadySeconds = 600 } };
        var plan = Plan(set, Build.Pod("a", set, "n", ready: true, phase: "Running"), Build.Pod("b", set, "n", ready: true, phase: "Running"));

        Assert.Equal(0, plan.Actions.OfType<ReplicaSetAction.UpdateStatus>().Single().Status.AvailableReplicas);
        Assert.Equal(Build.Now.AddMinutes(5), plan.RunAgainAt);
    }

    [Fact]
    public void Plan_Applied_HasNothingMoreToDo()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var set = Build.ReplicaSet(random.Next(0, 20));
            var pods = Enumerable.Range(0, random.Next(0, 25)).Select(i => Build.Pod($"p{i}", random.Next(4) == 0 ? null : set, random.Next(3) == 0 ? null : "n", random.Next(2) == 0, "Running")).ToDictionary(pod => pod.Name);
            for (var pass = 0; pass < 2; pass++)
            {
                set = Apply(set, pods);
            }

            Assert.Empty(Plan(set, [.. pods.Values]).Actions);
            Assert.Equal(set.Spec!.Replicas, pods.Count);
        }
    }

    [Fact]
    public void Choose_TooMany_RanksAsKubernetes()
    {
        Pod[] byRank =
        [
            Build.Pod("unassigned"),
            Build.Pod("pending", node: "a"),
            Build.Pod("not-ready", node: "a", phase: "Running"),
            WithCost(Build.Pod("cheap", node: "a", ready: true, phase: "Running"), "-5"),
            Build.Pod("crowded", node: "b", ready: true, phase: "Running"),
            ReadySince(Build.Pod("fresh", node: "a", ready: true, phase: "Running"), Build.Now.AddSeconds(-1)),
            Restarted(Build.Pod("restarted", node: "a", ready: true, phase: "Running")),
            Build.Pod("steady", node: "a", ready: true, phase: "Running"),
        ];
        for (var count = 1; count < byRank.Length; count++)
        {
            var chosen = DeletionRanking.Choose([.. Enumerable.Reverse(byRank)], new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, count, Build.Now);
            Assert.Equal(byRank.Take(count).Select(pod => pod.Name), chosen.Select(pod => pod.Name));
        }
    }

    [Fact]
    public void Batches_Any_DoubleAndAddUp()
        => Assert.Equal([1, 2, 4, 8, 5], SlowStart.Batches(20));

    private static ReplicaSetPlan Plan(ReplicaSet set, params Pod[] pods) => ReplicaSetPlanner.Plan(new(set, pods, new HashSet<string> { set.Uid }), Build.Now);

    private static ReplicaSet Apply(ReplicaSet set, Dictionary<string, Pod> pods)
    {
        foreach (var action in Plan(set, [.. pods.Values]).Actions)
        {
            switch (action)
            {
                case ReplicaSetAction.AdoptPod adopt:
                    pods[adopt.Pod.Name] = adopt.Pod with { Metadata = Owners.WithController(adopt.Pod.Metadata, set) };
                    break;
                case ReplicaSetAction.CreatePods create:
                    Enumerable.Range(0, create.Count).ToList().ForEach(i => pods[$"new{i}"] = Build.Pod($"new{i}", set));
                    break;
                case ReplicaSetAction.DeletePods delete:
                    delete.Pods.ToList().ForEach(pod => pods.Remove(pod.Name));
                    break;
                case ReplicaSetAction.UpdateStatus update:
                    set = set with { Status = update.Status };
                    break;
                default:
                    break;
            }
        }

        return set;
    }

    private static Pod WithCost(Pod pod, string cost)
        => pod with { Metadata = pod.Metadata with { Annotations = new Dictionary<string, string> { ["controller.kubernetes.io/pod-deletion-cost"] = cost } } };

    private static Pod ReadySince(Pod pod, DateTimeOffset since)
        => pod with { Status = pod.Status! with { Conditions = [pod.Status.Conditions![0] with { LastTransitionTime = since }] } };

    private static Pod Restarted(Pod pod) => pod with { Status = pod.Status! with { ContainerStatuses = [new() { Name = "c", RestartCount = 3 }] } };
}
