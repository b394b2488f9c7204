using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using static EdgeKube.Agent.Tests.Pods.TestPods;

namespace EdgeKube.Agent.Tests.Pods;

/// <summary>The expectations are those of the recordings in reference/node/lifecycle.</summary>
public sealed class PodStatusBuilderTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Fact]
    public void Build_NothingThere_IsPendingAndCreating()
    {
        var status = Build(Run(TestPods.Build("Always", "a", "b")), ObservedPod.Nothing);
        Assert.Equal("Pending", status.Phase);
        Assert.Equal("ContainerCreating", status.ContainerStatuses![0].State!.Waiting!.Reason);
        Assert.Equal(
            ["PodReadyToStartContainers False", "Initialized True", "Ready False ContainersNotReady", "ContainersReady False ContainersNotReady", "PodScheduled True"],
            Conditions(status));
        Assert.Equal("containers with unready status: [a b]", status.Conditions![2].Message);
        Assert.Equal(("BestEffort", "192.0.2.1", 1, Now), (status.QosClass, status.HostIP, status.ObservedGeneration, status.StartTime));
    }

    [Fact]
    public void Build_ContainersInAnyOrder_AreToldByName()
    {
        var status = Build(Run(TestPods.Build("Always", "c", "b")), ObservedPod.Nothing);

        Assert.Equal(["b", "c"], status.ContainerStatuses!.Select(container => container.Name));
        Assert.Equal("containers with unready status: [c b]", status.Conditions![2].Message);
    }

    [Fact]
    public void Build_AllRunning_IsRunningAndReady()
    {
        var status = Build(Run(TestPods.Build()), Observed(Seen()));
        Assert.Equal(("Running", "10.42.0.5"), (status.Phase, status.PodIP));
        Assert.Equal(["PodReadyToStartContainers True", "Initialized True", "Ready True", "ContainersReady True", "PodScheduled True"], Conditions(status));
        var container = status.ContainerStatuses![0];
        Assert.Equal((true, true, 0, "containerd://c-0"), (container.Ready, container.Started, container.RestartCount, container.ContainerID));
    }

    [Fact]
    public void Build_WaitsForRestart_SaysCrashLoopBackOff()
    {
        var failed = Seen(phase: ContainerPhase.Exited, exitCode: 1, restarts: 1) with { Backoff = TimeSpan.FromSeconds(10) };
        var status = Build(Run(TestPods.Build()), Observed(failed));
        var container = status.ContainerStatuses![0];
        Assert.Equal(("Running", "CrashLoopBackOff"), (status.Phase, container.State!.Waiting!.Reason));
        Assert.Equal("back-off 10s restarting failed container=c pod=p_default(uid-1)", container.State.Waiting.Message);
        Assert.Equal((1, "Error"), (container.LastState!.Terminated!.ExitCode, container.LastState.Terminated.Reason));
    }

    [Fact]
    public void Build_ConfigMapMissing_IsPendingAndSaysSo()
    {
        var wait = new ContainerWait("CreateContainerConfigError", "configmap \"absent\" not found", TimeSpan.FromHours(1), RestartBackoff.First);
        var status = Build(Run(TestPods.Build()), Observed() with { Waits = new Dictionary<string, ContainerWait> { ["c"] = wait } });
        Assert.Equal(("Pending", wait.Reason, wait.Message), (status.Phase, status.ContainerStatuses![0].State!.Waiting!.Reason, status.ContainerStatuses[0].State!.Waiting!.Message));
    }

    [Theory]
    [InlineData(0, "Succeeded", "PodCompleted")]
    [InlineData(3, "Failed", "PodFailed")]
    public void Build_NeverAndEnded_TellsThePhaseOnlyWhenTheSandboxIsDown(int exitCode, string phase, string reason)
    {
        var goal = Run(TestPods.Build("Never"), new PodStatus { Phase = "Running" });
        var observed = Observed(Seen(phase: ContainerPhase.Exited, exitCode: exitCode));
        var before = Build(goal, observed);
        Assert.Equal(("Running", reason), (before.Phase, before.Conditions![2].Reason));
        var after = Build(goal with { KnownStatus = before }, observed with { Sandboxes = [Sandbox(ready: false, stopped: true)] });
        Assert.Equal((phase, reason, "10.42.0.5"), (after.Phase, after.Conditions![2].Reason, after.PodIP));
        Assert.Equal("False", after.Conditions[0].Status);
    }

    [Fact]
    public void Build_Evicted_SaysForWhoseSakeOnceItHasEndedAndKeepsSayingIt()
    {
        var observed = Observed(Seen()) with { Eviction = "The node was low on resource: pids. " };
        var before = Build(Run(TestPods.Build()), observed);
        Assert.DoesNotContain(Conditions(before), condition => condition.StartsWith("DisruptionTarget", StringComparison.Ordinal));
        var over = Build(Run(TestPods.Build(), before), observed with { Sandboxes = [Sandbox(ready: false, stopped: true)], Containers = [Seen(phase: ContainerPhase.Exited)] });
        Assert.Equal(("Failed", "Evicted", observed.Eviction), (over.Phase, over.Reason, over.Message));
        Assert.Equal("DisruptionTarget True TerminationByKubelet", Conditions(over).Last());
        Assert.Equal("DisruptionTarget True TerminationByKubelet", Conditions(Build(Run(TestPods.Build(), over), ObservedPod.Nothing)).Last());
    }

    [Fact]
    public void Build_DeletedBeforeItStarted_SaysTheContainerWasNeverFound()
    {
        var ended = Build(End(TestPods.Build()), ObservedPod.Nothing).ContainerStatuses![0].State!.Terminated!;
        Assert.Equal((137, "ContainerStatusUnknown", "The container could not be located when the pod was terminated"), (ended.ExitCode, ended.Reason, ended.Message));
    }

    [Fact]
    public void Build_DeletedAndRemoved_KeepsTheLastWord()
    {
        var goal = End(TestPods.Build());
        var stopped = Observed(Seen(phase: ContainerPhase.Exited)) with { Sandboxes = [Sandbox(ready: false, stopped: true)] };
        var last = Build(goal, stopped);
        Assert.Equal("Succeeded", last.Phase);
        var gone = Build(goal with { KnownStatus = last }, ObservedPod.Nothing);
        Assert.Equal(("Succeeded", "Completed"), (gone.Phase, gone.ContainerStatuses![0].State!.Terminated!.Reason));
    }

    [Fact]
    public void Build_AfterBoot_CountsTheRestart()
    {
        var known = Build(Run(TestPods.Build()), Observed(Seen(restarts: 2)));
        var status = Build(Run(TestPods.Build(), known), ObservedPod.Nothing).ContainerStatuses![0];
        Assert.Equal((3, "ContainerCreating", "ContainerStatusUnknown"), (status.RestartCount, status.State!.Waiting!.Reason, status.LastState!.Terminated!.Reason));
    }

    [Fact]
    public void Build_ConditionUnchanged_KeepsItsTime()
    {
        var first = Build(Run(TestPods.Build()), Observed(Seen()));
        var later = PodStatusBuilder.Build(Run(TestPods.Build(), first), TestPods.Build(), Observed(Seen()), PodPlan.Quiet, "192.0.2.1", Now.AddHours(1));
        Assert.All(later.Conditions!, condition => Assert.Equal(Now, condition.LastTransitionTime));
    }

    [Theory]
    [InlineData(null, "False", "corresponding condition of pod readiness gate \"example.com/gate\" does not exist.")]
    [InlineData("False", "False", "the status of pod readiness gate \"example.com/gate\" is not \"True\", but False")]
    [InlineData("True", "True", null)]
    public void Build_ReadinessGate_DecidesOnReadyAlone(string? gate, string ready, string? message)
    {
        var pod = TestPods.Build();
        pod = pod with
        {
            Spec = pod.Spec! with { ReadinessGates = [new() { ConditionType = "example.com/gate" }] },
            Status = gate is null ? null : new() { Conditions = [new() { Type = "example.com/gate", Status = gate }] },
        };
        var conditions = Build(Run(pod), Observed(Seen())).Conditions!;
        Assert.Equal((ready, message), (conditions.Single(condition => condition.Type == "Ready").Status, conditions.Single(condition => condition.Type == "Ready").Message));
        Assert.Equal("True", conditions.Single(condition => condition.Type == "ContainersReady").Status);
    }

    private static PodStatus Build(PodGoal goal, ObservedPod observed)
        => PodStatusBuilder.Build(goal, goal.Pod!, observed, PodPlanner.Plan(goal, observed, TimeSpan.Zero), "192.0.2.1", Now);

    private static IEnumerable<string> Conditions(PodStatus status)
        => status.Conditions!.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}".TrimEnd());
}
