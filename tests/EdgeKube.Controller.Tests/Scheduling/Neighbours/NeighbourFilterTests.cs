using EdgeKube.Api;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling.Neighbours;

/// <summary>Sentences are compared with those recorded from Kubernetes v1.36 (reference/node/scheduling).</summary>
public sealed class NeighbourFilterTests
{
    private const string Far = "0/1 nodes are available: 1 node(s) didn't match pod affinity rules";

    [Fact]
    public void Plan_NobodyToBeNear_SaysAsRecorded()
        => Assert.Equal(
            Far + ". no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
            Refused(new Plant("a=east"), Near("web")).Message);

    [Fact]
    public void Plan_SomebodyToBeAwayFrom_SaysAsRecorded()
        => Assert.Equal(
            "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
            Refused(new Plant("a=east").With("a", 1, "web"), Away("web")).Message);

    [Fact]
    public void Plan_PlacedPodWantsToBeAway_SaysSo()
        => Assert.Equal("0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules", new Plant("a=east").With("a", Away("x", "shy", "shy")).Say(Plant.Pod("p")));

    [Fact]
    public void Plan_MustBeNear_TakesAnyNodeOfTheZone()
        => Assert.Equal("b", new Plant("a=west", "b=east", "c=east").With("c", 1, "web").With("c", Build.Asking(Plant.Pod("large", "other"), "cpu", "7")).Say(Near("web")));

    [Fact]
    public void Plan_MustBeAway_TakesNoNodeOfTheZone()
        => Assert.Equal("c", new Plant("a=east", "b=east", "c=west").With("a", 1, "web").With("c", 3, "other").Say(Away("web")));

    [Theory]
    [InlineData("web", "a")]
    [InlineData("other", Far)]
    public void Plan_FirstOfItsKind_MayBeAlone(string app, string expected)
        => Assert.Equal(expected, new Plant("a=east").Say(Near("web", "p", app)));

    [Fact]
    public void Plan_NodeWithoutTheLabel_IsNearNobodyAndAwayFromAll()
    {
        var plant = new Plant("a").With("a", 1, "web");
        Assert.Equal(Far, plant.Say(Near("web", "p", "web")));
        Assert.Equal("a", plant.Say(Away("web")));
    }

    [Fact]
    public void Plan_TwoTerms_OnePodMustFulfilBoth()
    {
        var terms = new[] { Term("web"), new PodAffinityTerm { TopologyKey = "zone", LabelSelector = new() { MatchExpressions = [new() { Key = "version", Operator = "Exists" }] } } };
        var pod = With(Plant.Pod("p", "other"), new() { PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = terms } });
        var versioned = Plant.Pod("v", "web");
        Assert.Equal(Far, new Plant("a=east").With("a", 1, "web").Say(pod));
        Assert.Equal("a", new Plant("a=east").With("a", versioned with { Metadata = versioned.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "web", ["version"] = "1" } } }).Say(pod));
    }

    [Theory]
    [InlineData("default", null, null, "a")]
    [InlineData("far", null, null, Far)]
    [InlineData("far", "far", null, "a")]
    [InlineData("default", "far", null, Far)]
    [InlineData("far", null, "", "a")]
    [InlineData("far", null, "green", "a")]
    [InlineData("default", null, "green", Far)]
    [InlineData("default", "default", "green", "a")]
    public void Plan_Namespaces_AreNamedOrChosenByTheirLabels(string of, string? named, string? team, string expected)
    {
        var plant = new Plant("a=east").With("a", Plant.Pod("web", "web", of));
        plant.State.Observe(new Namespace { Metadata = new() { Name = "far", Labels = new Dictionary<string, string> { ["team"] = "green" } } }, gone: false);
        var selector = team switch { null => null, "" => new LabelSelector(), _ => new() { MatchLabels = new Dictionary<string, string> { ["team"] = team } } };
        var term = Term("web") with { Namespaces = named is null ? null : [named], NamespaceSelector = selector };
        Assert.Equal(expected, plant.Say(With(Plant.Pod("p", "other"), new() { PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [term] } })));
    }

    [Theory]
    [InlineData(10, "low")]
    [InlineData(0, null)]
    public void Plan_LessImportantOneInTheWay_IsTheVictim(int priority, string? victim)
    {
        foreach (var (there, comes) in new[] { (Plant.Pod("low"), Away("x", "high", "y", priority)), (Away("y", "low"), Plant.Pod("high", "y", priority: priority)) })
        {
            var refused = Refused(new Plant("a=east").With("a", there).With("a", 1, "bystander"), comes);
            Assert.Equal(victim, refused.Preemption?.Victims.Single().Key.Name);
        }
    }

    [Fact]
    public void Plan_InTheWayOnAnotherNodeOfTheZone_NobodyGoes()
        => Assert.Null(Refused(new Plant("a=east", "b=east").With("a", Plant.Pod("low")).With("b", Plant.Pod("low2")), Away("x", "high", "y", 10)).Preemption);

    [Fact]
    public void Plan_OneToBeNearIsOnlyExpected_IsNotReliedUpon()
    {
        var plant = new Plant("a=east");
        var nominations = new Nominations();
        nominations.Set(new PodToSchedule(Plant.Pod("web", "web")), "a");
        foreach (var (pod, fits) in new[] { (Near("web"), false), (Away("web"), false), (Plant.Pod("p"), true) })
        {
            var wanted = new PodToSchedule(pod);
            Assert.Equal(fits, SchedulingPlanner.Plan(wanted, nominations.For(wanted, plant.State.Nodes)) is SchedulingDecision.Bind);
        }
    }

    [Fact]
    public void Plan_RandomPodsAwayFromTheirKind_AreNeverTwoInAZone()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var plant = new Plant([.. Enumerable.Range(0, random.Next(1, 9)).Select(i => $"n{i}=z{random.Next(5)}")]);
            var zones = plant.State.Nodes.Select(node => node.Node!.Metadata.Labels!["zone"]).Distinct().Count();
            var placed = Enumerable.Range(0, 10).Count(i =>
            {
                var pod = Away("x", $"p{i}", "x");
                var fits = plant.Plan(pod) is SchedulingDecision.Bind;
                _ = fits ? plant.Bind(pod) : "";
                return fits;
            });
            Assert.Equal(Math.Min(10, zones), placed);
            Assert.All(plant.State.Nodes.GroupBy(node => node.Node!.Metadata.Labels!["zone"]), zone => Assert.InRange(zone.Sum(node => node.PodCount), 0, 1));
        }
    }

    private static SchedulingDecision.Unschedulable Refused(Plant plant, Pod pod) => Assert.IsType<SchedulingDecision.Unschedulable>(plant.Plan(pod));

    private static Pod Near(string app, string name = "p", string own = "other")
        => With(Plant.Pod(name, own), new() { PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term(app)] } });

    private static Pod Away(string app, string name = "p", string own = "other", int priority = 0)
        => With(Plant.Pod(name, own, priority: priority), new() { PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term(app)] } });

    private static PodAffinityTerm Term(string app) => new() { TopologyKey = "zone", LabelSelector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = app } } };

    private static Pod With(Pod pod, Affinity affinity) => pod with { Spec = pod.Spec! with { Affinity = affinity } };
}
