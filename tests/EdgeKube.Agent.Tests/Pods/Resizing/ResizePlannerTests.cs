using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pods.Resizing;
using EdgeKube.Api;
using static EdgeKube.Agent.Tests.Pods.TestPods;

namespace EdgeKube.Agent.Tests.Pods.Resizing;

public sealed class ResizePlannerTests
{
    private static readonly TimeSpan Now = TimeSpan.FromMinutes(10);
    private static readonly ResourceRequirements Small = Resources("20m", "32Mi", "50m", "64Mi");
    private static readonly Pod Bigger = WithResources("40m", "32Mi", "80m", "64Mi");

    [Fact]
    public void Plan_OtherLimits_AreGivenWithoutARestart()
    {
        var plan = PodPlanner.Plan(Run(Bigger), Observed(Seen() with { Resources = Small }), Now);
        Assert.Equal([new PodAction.Resize("ResourcesChanged")], plan.Actions);
        Assert.Empty(PodPlanner.Plan(Run(Bigger), Observed(Seen() with { Resources = Bigger.Spec!.Containers[0].Resources }), Now).Actions);
    }

    [Fact]
    public void Plan_MadeByAReleaseThatDidNotWriteThemDown_StaysAsItIs()
        => Assert.Empty(PodPlanner.Plan(Run(Bigger), Observed(Seen()), Now).Actions);

    [Theory]
    [InlineData("cpu", true)]
    [InlineData("memory", false)]
    public void Plan_PolicyRestartContainer_RestartsForThatResourceOnly(string resource, bool restarts)
    {
        var pod = Bigger.With(container => container with { ResizePolicy = [new() { ResourceName = resource, RestartPolicy = "RestartContainer" }] });
        var action = Assert.Single(PodPlanner.Plan(Run(pod), Observed(Seen() with { Resources = Small }), Now).Actions);
        Assert.Equal(restarts ? "Container c resize requires restart" : null, (action as PodAction.StopContainer)?.Message);
        Assert.Equal(!restarts, action is PodAction.Resize);
    }

    [Fact]
    public void Plan_EndedForItsResize_StartsAgainWhateverItsPolicy()
    {
        var pod = Bigger.With(container => container with { ResizePolicy = [new() { ResourceName = "cpu", RestartPolicy = "RestartContainer" }] });
        pod = pod with { Spec = pod.Spec! with { RestartPolicy = "OnFailure" } };
        var plan = PodPlanner.Plan(Run(pod), Observed(Seen(phase: ContainerPhase.Exited) with { Resources = Small }), Now);
        Assert.IsType<PodAction.StartContainer>(Assert.Single(plan.Actions));
    }

    [Fact]
    public void Plan_NoRoomOnTheNode_WaitsAndSaysSo()
    {
        var observed = Observed(Seen() with { Resources = Small }) with { ResizeShortage = "Node didn't have enough resource: cpu, requested: 40, used: 1990, capacity: 2000" };
        var plan = PodPlanner.Plan(Run(Bigger), observed, Now);
        Assert.False(plan.HasWork);
        Assert.True(plan.LookAgainAt > Now);
        var status = PodStatusBuilder.Build(Run(Bigger), Bigger, observed, plan, "192.0.2.1", DateTimeOffset.UnixEpoch);
        Assert.Equal(("PodResizePending", "Deferred", observed.ResizeShortage), (status.Conditions![0].Type, status.Conditions[0].Reason, status.Conditions[0].Message));
        Assert.Equal(Quantity.Parse("50m"), status.ContainerStatuses![0].Resources!.Limits!["cpu"]);
        Assert.Equal(Quantity.Parse("20m"), status.ContainerStatuses[0].AllocatedResources!["cpu"]);
    }

    [Fact]
    public void Plan_TheRuntimeFailed_TriesAgainLater()
    {
        var failed = new ContainerWait("Error", "no", Now + TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        var observed = Observed(Seen() with { Resources = Small }) with { ResizeFailure = failed };
        Assert.Equal((false, failed.RetryAt), (PodPlanner.Plan(Run(Bigger), observed, Now).HasWork, PodPlanner.Plan(Run(Bigger), observed, Now).LookAgainAt));
        Assert.True(PodPlanner.Plan(Run(Bigger), observed, failed.RetryAt).HasWork);
    }

    [Fact]
    public void FindFault_OthersHoldTheNode_NamesWhatIsMissing()
    {
        var most = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2"), ["memory"] = Quantity.Parse("1Gi") };
        Assert.Null(ResizeRoom.FindFault(Bigger, [WithResources("1", null, null, null)], most));
        Assert.Equal(
            "Node didn't have enough resource: cpu, requested: 40, used: 1970, capacity: 2000",
            ResizeRoom.FindFault(Bigger, [WithResources("1970m", null, null, null)], most));
        Assert.Equal(
            "Node didn't have enough resource: memory, requested: 33554432, used: 1073741824, capacity: 1073741824",
            ResizeRoom.FindFault(Bigger, [WithResources(null, "1Gi", null, null)], most));
    }
}
