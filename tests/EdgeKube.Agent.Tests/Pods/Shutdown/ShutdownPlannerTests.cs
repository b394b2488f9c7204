using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods.Shutdown;

public sealed class ShutdownPlannerTests
{
    private static readonly ShutdownPeriod[] Rows = [new(1000, Seconds(60)), new(0, Seconds(20)), new(ShutdownPeriod.Critical, Seconds(5))];

    [Fact]
    public void Plan_PodsOfManyPriorities_EndTheLeastFirst()
    {
        var groups = ShutdownPlanner.Plan(Rows, [Pod("node", 2_000_001_000, 30), Pod("high", 1000, 90), Pod("mid", 999, 30), Pod("none", null, 5), Pod("less", -7, 0)]);
        Assert.Equal(
            ["20 less:0 mid:20 none:5", "60 high:60", "5 node:5"],
            groups.Select(group => $"{group.Period.TotalSeconds} {string.Join(' ', group.Pods.Select(pod => $"{pod.Uid}:{pod.Grace.TotalSeconds}"))}"));
    }

    [Fact]
    public void Plan_LowestRowAboveAPod_TakesItAlong()
        => Assert.Equal(["low"], ShutdownPlanner.Plan([new(100, Seconds(9))], [Pod("low", 0, 1)]).Single().Pods.Select(pod => pod.Uid));

    [Fact]
    public void Plan_GroupsWithoutPods_TakeNoTime()
        => Assert.Equal([Seconds(5)], ShutdownPlanner.Plan(Rows, [Pod("node", ShutdownPeriod.Critical, 30)]).Select(group => group.Period));

    [Fact]
    public void Plan_NoRows_EndsNothing() => Assert.Empty(ShutdownPlanner.Plan([], [Pod("p", 0, 30)]));

    [Fact]
    public void Of_WholeTimeAndCriticalPart_AreTheKubeletsTwoRows()
    {
        var rows = ShutdownPeriod.Of(Seconds(30), Seconds(10));
        Assert.Equal([(0, 20.0), (ShutdownPeriod.Critical, 10.0)], rows.Select(row => (row.Priority, row.Period.TotalSeconds)));
        Assert.Equal(Seconds(30), ShutdownPlanner.Longest(rows));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static Pod Pod(string uid, int? priority, long grace) => new()
    {
        Metadata = new ObjectMeta { Name = uid, Namespace = "default", Uid = uid },
        Spec = new PodSpec { Priority = priority, TerminationGracePeriodSeconds = grace, Containers = [] },
    };
}
