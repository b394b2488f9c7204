using EdgeKube.Api;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling.Spread;

public sealed class SpreadScoreTests
{
    [Fact]
    public void Plan_ScheduleAnyway_PrefersTheEmptierZone()
        => Assert.Equal("c", new Plant("a=east", "b=east", "c=west").With("a", 3).With("c", 1).With("c", 3, "other").Say(Preferring("zone")));

    [Fact]
    public void Plan_ScheduleAnyway_TakesAFullerZoneRatherThanNone()
        => Assert.Equal("a", new Plant("a=east").With("a", 9).Say(Preferring("zone")));

    [Fact]
    public void Plan_ScheduleAnyway_NodeWithoutTheLabelComesLast()
        => Assert.Equal("b", new Plant("a", "b=east").With("b", 5).Say(Preferring("zone")));

    [Fact]
    public void Plan_TwoConstraints_ZoneAndNodeAreBothSpread()
    {
        var plant = new Plant("a=east", "b=east", "c=west", "d=west");
        var nodes = Enumerable.Range(0, 4).Select(i => plant.Bind(Preferring(["zone", "kubernetes.io/hostname"], $"p{i}"))).ToArray();
        Assert.Equal(["a", "b", "c", "d"], nodes.Order());
        Assert.NotEqual(nodes[0] is "a" or "b", nodes[1] is "a" or "b");
    }

    private static Pod Preferring(string key) => Preferring([key], "p");

    private static Pod Preferring(string[] keys, string name)
    {
        var pod = Plant.Pod(name);
        var constraints = keys.Select(key => new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = key, WhenUnsatisfiable = "ScheduleAnyway", LabelSelector = Build.Selector });
        return pod with { Spec = pod.Spec! with { TopologySpreadConstraints = [.. constraints] } };
    }
}
