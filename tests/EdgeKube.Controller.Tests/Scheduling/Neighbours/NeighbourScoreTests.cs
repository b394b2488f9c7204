using EdgeKube.Api;

namespace EdgeKube.Controller.Tests.Scheduling.Neighbours;

public sealed class NeighbourScoreTests
{
    [Fact]
    public void Plan_LikesToBeNear_TakesTheZoneWithMost()
        => Assert.Equal("b", Zones().With("a", 1, "web").With("b", 2, "web").Say(Likes("web", 10, near: true)));

    [Fact]
    public void Plan_LikesToBeAway_TakesTheZoneWithFewest()
        => Assert.Equal("c", Zones().With("a", 1, "web").With("b", 2, "web").With("c", 2, "other").Say(Likes("web", 10, near: false)));

    [Fact]
    public void Plan_PlacedPodLikesIt_IsFollowed()
        => Assert.Equal("b", Zones().With("b", Likes("x", 1, near: true)).Say(Plant.Pod("p")));

    [Fact]
    public void Plan_PlacedPodMustBeNearIt_IsFollowed()
    {
        var placed = Plant.Pod("near", "other");
        var affinity = new Affinity { PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term("x")] } };
        Assert.Equal("b", Zones().With("b", placed with { Spec = placed.Spec! with { Affinity = affinity } }).Say(Plant.Pod("p")));
    }

    [Fact]
    public void Plan_PlacedPodLikesItAway_IsAvoided()
        => Assert.Equal("c", Zones().With("a", Likes("x", 1, near: false)).With("b", Plant.Pod("busy", "y"), Likes("x", 5, near: false, name: "second")).With("c", 3, "other").Say(Plant.Pod("p")));

    [Fact]
    public void Plan_NobodyThere_TakesANodeAllTheSame() => Assert.Equal("a", new Plant("a").Say(Likes("web", 100, near: true)));

    private static Plant Zones() => new("a=east", "b=west", "c=north");

    private static Pod Likes(string app, int weight, bool near, string name = "likes")
    {
        var pod = Plant.Pod(name, "other");
        var terms = new[] { new WeightedPodAffinityTerm { Weight = weight, PodAffinityTerm = Term(app) } };
        return pod with
        {
            Spec = pod.Spec! with
            {
                Affinity = near
                    ? new() { PodAffinity = new() { PreferredDuringSchedulingIgnoredDuringExecution = terms } }
                    : new() { PodAntiAffinity = new() { PreferredDuringSchedulingIgnoredDuringExecution = terms } },
            },
        };
    }

    private static PodAffinityTerm Term(string app) => new() { TopologyKey = "zone", LabelSelector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = app } } };
}
