using EdgeKube.Api;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling;

public sealed class PreemptionPlannerTests
{
    [Fact]
    public void Plan_LessImportantOnesInTheWay_NamesTheFewestOfThem()
    {
        var state = State("a");
        Place(state, Asking("low", "1", -10), "a");
        Place(state, Asking("mid", "500m", 0), "a");
        Place(state, Asking("same", "500m", 1000), "a");
        var refused = Plan(Asking("high", "1", 1000), state);
        Assert.Equal(("0/1 nodes are available: 1 Insufficient cpu.", "a", "low"), (refused.Message, refused.Preemption!.NodeName, string.Join(' ', refused.Preemption.Victims.Select(pod => pod.Key.Name))));
    }

    [Fact]
    public void Plan_SeveralNodes_TakesTheOneWithTheLeastImportantVictims()
    {
        var state = State("a", "b", "c");
        Place(state, Asking("x", "2", 50), "a");
        Place(state, Asking("y", "2", 10), "b");
        Place(state, Asking("z", "2", 1000), "c");
        Assert.Equal("b", Plan(Asking("high", "2", 100), state).Preemption!.NodeName);
    }

    [Theory]
    [InlineData(1000, "PreemptLowerPriority", "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.")]
    [InlineData(-10, "Never", "preemption: not eligible due to preemptionPolicy=Never.")]
    public void Plan_NobodyMayGo_SaysSo(int priority, string policy, string expected)
    {
        var state = State("a");
        Place(state, Asking("there", "2", priority), "a");
        var pod = Asking("p", "1", 1000);
        var refused = Plan(pod with { Spec = pod.Spec! with { PreemptionPolicy = policy } }, state);
        Assert.Null(refused.Preemption);
        Assert.EndsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_VictimIsStillEnding_WaitsForIt()
    {
        var state = State("a");
        var victim = Asking("low", "2", -10);
        Place(state, victim with { Metadata = victim.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } }, "a");
        var refused = (SchedulingDecision.Unschedulable)SchedulingPlanner.Plan(new PodToSchedule(Asking("high", "1", 1000)), state.Nodes, "a");
        Assert.Equal((null, true), (refused.Preemption, refused.IsUnderWay));
        Assert.EndsWith("preemption: not eligible due to a terminating pod on the nominated node.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_PlaceKeptForAnother_IsFullForThoseBelowOnly()
    {
        var state = State("a");
        var nominations = new Nominations();
        nominations.Set(new PodToSchedule(Asking("high", "2", 1000)), "a");
        var (low, higher) = (new PodToSchedule(Asking("low", "1", 0)), new PodToSchedule(Asking("higher", "1", 2000)));
        Assert.IsType<SchedulingDecision.Unschedulable>(SchedulingPlanner.Plan(low, nominations.For(low, state.Nodes)));
        Assert.IsType<SchedulingDecision.Bind>(SchedulingPlanner.Plan(higher, nominations.For(higher, state.Nodes)));
        nominations.Remove("high");
        Assert.Equal(0, state.Nodes[0].PodCount);
    }

    private static SchedulingDecision.Unschedulable Plan(Pod pod, ClusterState state)
        => (SchedulingDecision.Unschedulable)SchedulingPlanner.Plan(new PodToSchedule(pod), state.Nodes);

    private static ClusterState State(params string[] nodes)
    {
        var state = new ClusterState();
        foreach (var name in nodes)
        {
            state.SetNode(name, Build.Node(name, cpu: "2"));
        }

        return state;
    }

    private static void Place(ClusterState state, Pod pod, string node) => state.Assume(new PodToSchedule(pod), node);

    private static Pod Asking(string name, string cpu, int priority)
    {
        var pod = Build.Asking(Build.Pod(name), "cpu", cpu);
        return pod with { Metadata = pod.Metadata with { Uid = name }, Spec = pod.Spec! with { Priority = priority } };
    }
}
