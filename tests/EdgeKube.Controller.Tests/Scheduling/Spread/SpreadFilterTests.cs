using EdgeKube.Api;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling.Spread;

/// <summary>Sentences are compared with those recorded from Kubernetes v1.36 (reference/node/scheduling).</summary>
public sealed class SpreadFilterTests
{
    private const string Uneven = "0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints";

    [Fact]
    public void Plan_OneZoneFuller_TakesTheOther()
        => Assert.Equal("c", new Plant("a=east", "b=east", "c=west").With("a", 2).With("c", 1).Say(Spread(new())));

    [Theory]
    [InlineData(1, "c")]
    [InlineData(2, "b")]
    public void Plan_MaxSkew_SaysHowMuchFullerAZoneMayBe(int maxSkew, string node)
    {
        var plant = new Plant("b=east", "c=west").With("b", 1);
        plant.With("c", Build.Asking(Plant.Pod("large", "other"), "cpu", "7"));
        Assert.Equal(node, plant.Say(Spread(new() { MaxSkew = maxSkew })));
    }

    [Theory]
    [InlineData(1, "a")]
    [InlineData(2, Uneven)]
    public void Plan_FewerDomainsThanWanted_FewestIsNone(int minDomains, string expected)
        => Assert.Equal(expected, new Plant("a=east").With("a", 1).Say(Spread(new() { MinDomains = minDomains })));

    [Fact]
    public void Plan_Uneven_SaysAsRecorded()
        => Assert.Equal(
            Uneven + ". no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
            Refused(new Plant("a=east").With("a", 1), Spread(new() { MinDomains = 2 })).Message);

    [Fact]
    public void Plan_NodeWithoutTheLabel_SaysAsRecorded()
        => Assert.Equal(
            Uneven + " (missing required label). no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
            Refused(new Plant("a"), Spread(new())).Message);

    [Fact]
    public void Plan_OtherPods_AreNotCounted()
    {
        var ending = Plant.Pod("ending");
        var plant = new Plant("a=east", "b=west").With("a", 5, "other").With("a", Plant.Pod("far", ns: "elsewhere"), ending with { Metadata = ending.Metadata with { DeletionTimestamp = Build.Now } }).With("b", 1);
        Assert.Equal("a", plant.Say(Spread(new())));
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("Ignore", "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) didn't match pod topology spread constraints")]
    public void Plan_NodesOutOfReach_CountByThePolicy(string? policy, string expected)
    {
        var pod = Spread(new() { NodeAffinityPolicy = policy });
        Assert.Equal(expected, new Plant("a=east", "b=west").With("a", 1).Say(pod with { Spec = pod.Spec! with { NodeSelector = new Dictionary<string, string> { ["zone"] = "east" } } }));
    }

    [Theory]
    [InlineData("Honor", "a")]
    [InlineData(null, "0/2 nodes are available: 1 node(s) didn't match pod topology spread constraints, 1 node(s) had untolerated taint(s)")]
    public void Plan_TaintedNodes_CountByThePolicy(string? policy, string expected)
    {
        var plant = new Plant("a=east").With("a", 1);
        var tainted = Build.Node("b", taints: new Taint { Key = "k", Effect = "NoSchedule" });
        plant.Set(tainted with { Metadata = tainted.Metadata with { Labels = new Dictionary<string, string> { ["zone"] = "west" } } });
        Assert.Equal(expected, plant.Say(Spread(new() { NodeTaintsPolicy = policy })));
    }

    [Fact]
    public void Plan_LessImportantOneMakesItUneven_IsTheVictim()
    {
        var plant = new Plant("a=east", "b=west").With("a", Plant.Pod("low")).With("b", Plant.Pod("full", "other"));
        plant.Set(Build.Node("b", pods: "1") with { Metadata = plant.State.Nodes[1].Node!.Metadata });
        var refused = Refused(plant, Spread(new(), priority: 10, name: "high"));
        Assert.Equal(("a", "low"), (refused.Preemption!.NodeName, Assert.Single(refused.Preemption.Victims).Key.Name));
    }

    [Fact]
    public void Plan_RandomClusters_NeverExceedTheSkew()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var zones = random.Next(1, 5);
            var plant = new Plant([.. Enumerable.Range(0, random.Next(1, 9)).Select(i => $"n{i}=z{random.Next(zones)}")]);
            var skew = random.Next(1, 4);
            for (var i = 0; i < 30; i++)
            {
                var pod = Spread(new() { MaxSkew = skew }, name: $"p{i}");
                Assert.IsType<SchedulingDecision.Bind>(plant.Plan(pod));
                plant.Bind(pod);
                var counts = plant.State.Nodes.GroupBy(node => node.Node!.Metadata.Labels!["zone"]).Select(zone => zone.Sum(node => node.PodCount)).ToArray();
                Assert.True(counts.Max() - counts.Min() <= skew, $"seed {seed}: {string.Join(' ', counts)}");
            }
        }
    }

    private static SchedulingDecision.Unschedulable Refused(Plant plant, Pod pod) => Assert.IsType<SchedulingDecision.Unschedulable>(plant.Plan(pod));

    private static Pod Spread(TopologySpreadConstraint constraint, int priority = 0, string name = "p")
    {
        var pod = Plant.Pod(name, priority: priority);
        var filled = constraint with { MaxSkew = Math.Max(constraint.MaxSkew, 1), TopologyKey = "zone", WhenUnsatisfiable = "DoNotSchedule", LabelSelector = Build.Selector };
        return pod with { Spec = pod.Spec! with { TopologySpreadConstraints = [filled] } };
    }
}
