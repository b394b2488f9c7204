using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Probes;
using EdgeKube.Api;
using static EdgeKube.Agent.Tests.Pods.TestPods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class PodPlannerTests
{
    private static readonly TimeSpan Now = TimeSpan.FromMinutes(30);

    [Fact]
    public void Plan_NothingThere_RunsSandbox()
        => Assert.Equal([new PodAction.RunSandbox(0, "NoSandbox")], Plan(Run(Build()), ObservedPod.Nothing));

    [Fact]
    public void Plan_Evicted_DoesNotWaitForItsGrace()
    {
        var stop = Assert.IsType<PodAction.StopContainer>(Assert.Single(Plan(Run(Build()), Observed(Seen()) with { Eviction = "The node was low on resource: memory. " })));
        Assert.Equal(TimeSpan.FromSeconds(1), stop.Grace);
    }

    [Fact]
    public void Plan_SandboxDied_RunsTheNext()
        => Assert.Equal(
            [new PodAction.RunSandbox(3, "SandboxChanged")],
            Plan(Run(Build()), new ObservedPod { Sandboxes = [Sandbox("s2", 2, ready: false)], Containers = [Seen(phase: ContainerPhase.Exited, exitCode: 255)] }));

    [Fact]
    public void Plan_NetworkNotReady_Waits()
        => Assert.Equal([new PodAction.WaitForNetwork("NetworkNotReady")], Plan(Run(Build()), new ObservedPod { NetworkReady = false }));

    [Fact]
    public void Plan_NetworkNotReadyButNodesNetwork_RunsSandbox()
    {
        var pod = Build();
        var plan = Plan(Run(pod with { Spec = pod.Spec! with { HostNetwork = true } }), new ObservedPod { NetworkReady = false });
        Assert.Equal([new PodAction.RunSandbox(0, "NoSandbox")], plan);
    }

    [Fact]
    public void Plan_SandboxFailedRecently_WaitsItsTime()
    {
        var wait = new ContainerWait("FailedCreatePodSandBox", "no", Now + TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4));
        var plan = PodPlanner.Plan(Run(Build()), new ObservedPod { SandboxWait = wait }, Now);
        Assert.False(plan.HasWork);
        Assert.Equal(wait.RetryAt, plan.LookAgainAt);
    }

    [Fact]
    public void Plan_SandboxUp_StartsAllContainersInOrder()
        => Assert.Equal(["a", "b"], Plan(Run(Build("Always", "a", "b")), Observed()).Cast<PodAction.StartContainer>().Select(start => start.Name));

    [Fact]
    public void Plan_AllRunning_DoesNothing() => Assert.Empty(Plan(Run(Build()), Observed(Seen())));

    [Fact]
    public void Plan_RestartAskedForAtTheNode_StopsAndStartsWithoutBackOff()
    {
        var running = Seen();
        var stop = Assert.IsType<PodAction.StopContainer>(Assert.Single(Plan(Run(Build()), Observed(running) with { Restarts = new HashSet<string> { running.Id } })));
        Assert.Equal(running.Id, stop.ContainerId);

        var ended = Seen(phase: ContainerPhase.Exited, exitCode: 143) with { ExitedAt = Now, Backoff = TimeSpan.FromMinutes(5) };
        var start = Plan(Run(Build()), Observed(ended) with { Restarts = new HashSet<string> { ended.Id } }).OfType<PodAction.StartContainer>().Single();
        Assert.Equal(1, start.RestartCount);
    }

    [Theory]
    [InlineData("Always", 0, true)]
    [InlineData("Always", 1, true)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 1, true)]
    [InlineData("Never", 0, false)]
    [InlineData("Never", 1, false)]
    public void Plan_ContainerExited_FollowsRestartPolicy(string policy, int exitCode, bool restarts)
    {
        var observed = Observed(Seen(phase: ContainerPhase.Exited, exitCode: exitCode) with { ExitedAt = Now });
        Assert.Equal(restarts, Plan(Run(Build(policy)), observed).Any(action => action is PodAction.StartContainer { RestartCount: 1, Name: "c" }));
    }

    [Fact]
    public void Plan_NeverAndAllEnded_StopsSandboxOnce()
    {
        var observed = Observed(Seen(phase: ContainerPhase.Exited));
        Assert.Equal([new PodAction.StopSandbox("s0", "Finished")], Plan(Run(Build("Never")), observed));
        Assert.Empty(Plan(Run(Build("Never")), observed with { Sandboxes = [Sandbox(ready: false, stopped: true)] }));
    }

    [Theory]
    [InlineData(0, 0, 0, 10)]
    [InlineData(10, 5, 5, 10)]
    [InlineData(10, 10, 0, 20)]
    [InlineData(160, 160, 0, 300)]
    [InlineData(300, 299, 1, 300)]
    public void Plan_ContainerFailedAgain_BacksOff(int promised, int secondsAgo, int waits, int next)
    {
        var failed = Seen(phase: ContainerPhase.Exited, exitCode: 1, restarts: 2) with
        {
            Backoff = TimeSpan.FromSeconds(promised),
            ExitedAt = Now - TimeSpan.FromSeconds(secondsAgo),
        };
        var action = Assert.Single(Plan(Run(Build()), Observed(failed)));
        if (waits > 0)
        {
            var wait = Assert.IsType<PodAction.Wait>(action);
            Assert.Equal("CrashLoopBackOff", wait.Reason);
            Assert.Equal(Now + TimeSpan.FromSeconds(waits), wait.RetryAt);
        }
        else
        {
            Assert.Equal(TimeSpan.FromSeconds(next), Assert.IsType<PodAction.StartContainer>(action).Backoff);
        }
    }

    [Fact]
    public void Plan_FailedAfterTenGoodMinutes_RestartsAtOnce()
    {
        var failed = Seen(phase: ContainerPhase.Exited, exitCode: 1) with
        {
            Backoff = TimeSpan.FromSeconds(300),
            RanFor = TimeSpan.FromMinutes(11),
            ExitedAt = Now,
        };
        Assert.Equal(RestartBackoff.First, Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(Run(Build()), Observed(failed)))).Backoff);
    }

    [Theory]
    [InlineData("Always", null, 30, "Container c failed liveness probe, will be restarted")]
    [InlineData("OnFailure", 5, 5, "Container c failed liveness probe, will be restarted")]
    [InlineData("Never", null, 30, "Container c failed liveness probe")]
    public void Plan_LivenessFailed_StopsWithTheProbesGrace(string policy, int? probeGrace, int grace, string message)
    {
        var failure = new ProbeFailure(ProbeKind.Liveness, probeGrace is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        var observed = Observed(Seen()) with { Health = new Dictionary<string, ContainerHealth> { ["c-0"] = new(true, true, failure) } };
        var stop = Assert.IsType<PodAction.StopContainer>(Assert.Single(Plan(Run(Build(policy)), observed)));
        Assert.Equal((message, TimeSpan.FromSeconds(grace)), (stop.Message, stop.Grace));
    }

    // The kubelet's back-off begins with the second restart by a probe.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    public void Plan_EndedByItsProbe_CountsFromTheSecondTime(int restarts, int promised)
    {
        var ended = Seen(phase: ContainerPhase.Exited, exitCode: 137, restarts: restarts);
        var health = new ContainerHealth(true, true, new ProbeFailure(ProbeKind.Startup, null));
        var observed = Observed(ended) with { Health = new Dictionary<string, ContainerHealth> { [ended.Id] = health } };
        Assert.Equal(TimeSpan.FromSeconds(promised), Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(Run(Build()), observed))).Backoff);
    }

    [Fact]
    public void Plan_ImageChanged_StopsThenStartsAnew()
    {
        var goal = Run(Build().With(container => container with { Image = "edgekube.test/demo:2" }));
        var stop = Assert.IsType<PodAction.StopContainer>(Assert.Single(Plan(goal, Observed(Seen()))));
        Assert.Equal(("Container c definition changed, will be restarted", "SpecChanged"), (stop.Message, stop.Reason));
        var start = Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(goal, Observed(Seen(phase: ContainerPhase.Exited, exitCode: 143) with { ExitedAt = Now }))));
        Assert.Equal((1, "SpecChanged"), (start.RestartCount, start.Reason));
    }

    [Fact]
    public void Plan_MadeButNotStarted_Resumes()
        => Assert.Equal(
            [new PodAction.ResumeContainer("c-0", "c", "NotStarted")], Plan(Run(Build()), Observed(Seen(phase: ContainerPhase.Created))));

    [Fact]
    public void Plan_MadeInASandboxThatIsGone_RemovesIt()
        => Assert.IsType<PodAction.RemoveContainer>(Assert.Single(Plan(Run(Build()), Observed(Seen(phase: ContainerPhase.Created, sandbox: "old")))));

    [Fact]
    public void Plan_RunningOutsideTheSandbox_StopsItFirst()
        => Assert.IsType<PodAction.StopContainer>(Assert.Single(Plan(Run(Build()), Observed(Seen(sandbox: "old")))));

    [Fact]
    public void Plan_AfterBoot_GoesOnCountingAndKeepsTheEnd()
    {
        var dead = Seen(phase: ContainerPhase.Exited, exitCode: 255, restarts: 4, sandbox: "old") with { ExitedAt = Now, Backoff = TimeSpan.FromSeconds(160) };
        var observed = Observed(dead) with { Sandboxes = [Sandbox("new", 1), Sandbox("old", 0, ready: false)] };
        var start = Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(Run(Build()), observed)));
        Assert.Equal((5, 255, "SandboxChanged"), (start.RestartCount, start.LastState?.ExitCode, start.Reason));
    }

    [Fact]
    public void Plan_RuntimeForgotEverything_CountsOnFromTheLastReport()
    {
        var known = new PodStatus
        {
            ContainerStatuses = [new ContainerStatus { Name = "c", RestartCount = 2, State = new ContainerState { Running = new ContainerStateRunning() } }],
        };
        var start = Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(Run(Build(), known), Observed())));
        Assert.Equal((3, "ContainerStatusUnknown"), (start.RestartCount, start.LastState?.Reason));
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Succeeded")]
    public void Plan_PodHasEnded_NeverStartsAgain(string phase)
        => Assert.Empty(Plan(Run(Build(), new PodStatus { Phase = phase }), ObservedPod.Nothing));

    [Fact]
    public void Plan_HealthyAfterRestart_RemovesWhatIsSuperseded()
    {
        var observed = Observed(
            Seen(restarts: 3),
            Seen(phase: ContainerPhase.Exited, restarts: 2),
            Seen(phase: ContainerPhase.Exited, restarts: 1));
        Assert.Equal("c-1", Assert.IsType<PodAction.RemoveContainer>(Assert.Single(Plan(Run(Build()), observed))).ContainerId);
    }

    [Fact]
    public void Plan_HealthyInNewSandbox_StopsThenRemovesTheOld()
    {
        var observed = Observed(Seen(restarts: 1, sandbox: "new"), Seen(phase: ContainerPhase.Exited, sandbox: "old"));
        var stopped = observed with { Sandboxes = [Sandbox("new", 1), Sandbox("old", 0, ready: false, stopped: true)] };
        Assert.Equal(
            [new PodAction.StopSandbox("old", "Superseded")],
            Plan(Run(Build()), observed with { Sandboxes = [Sandbox("new", 1), Sandbox("old", 0, ready: false)] }));
        Assert.Equal([new PodAction.RemoveSandbox("old", "Superseded")], Plan(Run(Build()), stopped));
    }

    [Fact]
    public void Plan_Ending_StopsContainersThenSandboxThenRemovesAll()
    {
        var goal = End(Build("Always", "a", "b"));
        var running = Observed(Seen("a"), Seen("b"));
        var stops = Plan(goal, running).Cast<PodAction.StopContainer>().ToList();
        Assert.Equal(["Stopping container a", "Stopping container b"], stops.Select(stop => stop.Message));
        Assert.All(stops, stop => Assert.Equal(TimeSpan.FromSeconds(5), stop.Grace));
        var ended = Observed(Seen("a", ContainerPhase.Exited), Seen("b", ContainerPhase.Exited));
        Assert.Equal([new PodAction.StopSandbox("s0", "Deleted")], Plan(goal, ended));
        Assert.Equal([new PodAction.RemoveSandbox("s0", "Deleted")], Plan(goal, ended with { Sandboxes = [Sandbox(ready: false, stopped: true)] }));
        Assert.Equal([new PodAction.CleanUp("Deleted")], Plan(goal, ObservedPod.Nothing));
    }

    [Fact]
    public void Plan_ForcedEnd_StillLeavesASecond()
    {
        var plan = Plan(new PodGoal(Build(), null, true, TimeSpan.Zero), Observed(Seen()));
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<PodAction.StopContainer>(Assert.Single(plan)).Grace);
    }

    [Fact]
    public void Plan_UnknownPodEnding_UsesTheContainersOwnGrace()
    {
        var plan = Plan(new PodGoal(null, null, true, null), Observed(Seen()));
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<PodAction.StopContainer>(Assert.Single(plan)).Grace);
    }

    private static IReadOnlyList<PodAction> Plan(PodGoal goal, ObservedPod observed) => PodPlanner.Plan(goal, observed, Now).Actions;
}
