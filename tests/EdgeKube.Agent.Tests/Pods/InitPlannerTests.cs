using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Probes;
using EdgeKube.Api;
using static EdgeKube.Agent.Tests.Pods.TestPods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class InitPlannerTests
{
    private static readonly TimeSpan Now = TimeSpan.FromMinutes(30);
    private static readonly Pod Pod = Build("Always", "a", "b").WithInits(Sidecar("s1"), Init("i1"), Sidecar("s2"));

    public static TheoryData<string, string> Steps => new()
    {
        { "", "start s1" },
        { "s1 running", "start i1" },
        { "s1 unstarted", "" },
        { "s1 exited", "start s1" },
        { "s1 running, i1 running", "" },
        { "s1 exited, i1 running", "start s1" },
        { "s1 running, i1 failed", "start i1" },
        { "s1 running, i1 done", "start s2" },
        { "s1 running, i1 done, s2 running", "start a, start b" },
        { "s1 running, i1 done, s2 unstarted", "" },
        { "s1 running, i1 done, s2 running, a running", "start b" },
        { "s1 exited, i1 done, s2 running, a running, b running", "start s1" },
        { "s1 running, a running, b running", "start s2" },
        { "s1 running, i1 done, s2 running, a running, b running", "" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Plan_WithInitContainers_TakesTheNextStep(string seen, string expected)
        => Assert.Equal(expected, string.Join(", ", PodPlanner.Plan(Run(Pod), Observe(seen), Now).Actions.Select(Describe)));

    [Fact]
    public void Plan_NewSandbox_BeginsWithTheFirstAgain()
    {
        var observed = Observe("s1 exited, i1 done, s2 exited, a exited, b exited") with { Sandboxes = [Sandbox("s1", 1), Sandbox("s0", ready: false, stopped: true)] };
        Assert.Equal(["start s1"], PodPlanner.Plan(Run(Pod), observed, Now).Actions.Select(Describe));
        var next = observed with { Containers = [Seen("s1", restarts: 1, sandbox: "s1"), .. observed.Containers] };
        Assert.Equal(["start i1"], PodPlanner.Plan(Run(Pod), next, Now).Actions.Select(Describe));
    }

    [Theory]
    [InlineData("Always", null, false)]
    [InlineData("Never", null, true)]
    [InlineData("Always", "Never", true)]
    [InlineData("Never", "OnFailure", false)]
    public void HasFailed_InitContainerFailed_FollowsTheNearestPolicy(string ofPod, string? ofContainer, bool expected)
    {
        var pod = Build(ofPod).WithInits(Init("i1") with { RestartPolicy = ofContainer });
        Assert.Equal(expected, InitPlanner.HasFailed(pod, Observe("i1 failed")));
    }

    [Theory]
    [InlineData("In", 42, true)]
    [InlineData("In", 1, false)]
    [InlineData("NotIn", 42, false)]
    [InlineData("NotIn", 1, true)]
    public void AllowsRestart_RuleForExitCode_GoesBeforeThePolicy(string @operator, int exitCode, bool expected)
    {
        var container = Init("c") with
        {
            RestartPolicy = "Never",
            RestartPolicyRules = [new() { Action = "Restart", ExitCodes = new() { Operator = @operator, Values = [42] } }],
        };
        Assert.Equal(expected, RestartRules.AllowsRestart(container, Build("Always"), exitCode));
    }

    [Fact]
    public void Plan_Ending_StopsSidecarsAfterTheOthersInReverse()
    {
        var stops = PodPlanner.Plan(End(Pod), Observe("s1 running, s2 running, a running, b running"), Now).Actions.Cast<PodAction.StopContainer>();
        Assert.Equal(["a 0", "b 0", "s2 1", "s1 2"], stops.OrderBy(stop => stop.Turn).ThenBy(stop => stop.Name, StringComparer.Ordinal).Select(stop => $"{stop.Name} {stop.Turn}"));
    }

    [Fact]
    public void Plan_ContainersDone_StopsTheSidecars()
    {
        var pod = Build("Never", "a").WithInits(Sidecar("s1"));
        Assert.Equal(["stop s1"], PodPlanner.Plan(Run(pod), Observe("s1 running, a done"), Now).Actions.Select(Describe));
    }

    [Fact]
    public void Build_WhileInitContainersRun_SaysWhatIsIncomplete()
    {
        var observed = Observe("s1 running, i1 running");
        var status = PodStatusBuilder.Build(Run(Pod), Pod, observed, PodPlanner.Plan(Run(Pod), observed, Now), "192.0.2.1", DateTimeOffset.UnixEpoch);
        Assert.Equal("Pending", status.Phase);
        Assert.Equal("containers with incomplete status: [i1 s2]", status.Conditions!.Single(condition => condition.Type == "Initialized").Message);
        Assert.Equal("containers with unready status: [s2 a b]", status.Conditions!.Single(condition => condition.Type == "Ready").Message);
        Assert.Equal([true, false, false], status.InitContainerStatuses!.Select(init => init.Ready));
        Assert.All(status.ContainerStatuses!, container => Assert.Equal("PodInitializing", container.State!.Waiting!.Reason));
    }

    [Fact]
    public void Plan_DeadlineOver_EndsThePodAndSaysWhy()
    {
        var pod = Build();
        pod = pod with { Spec = pod.Spec! with { ActiveDeadlineSeconds = 60 } };
        var observed = Observe("c running") with { ActiveSince = Now - TimeSpan.FromSeconds(59) };
        Assert.Equal(Now + TimeSpan.FromSeconds(1), PodPlanner.Plan(Run(pod), observed, Now).LookAgainAt);
        var over = PodPlanner.Plan(Run(pod), observed, Now + TimeSpan.FromSeconds(1));
        Assert.Equal(("stop c", "DeadlineExceeded"), (Describe(over.Actions.Single()), over.Verdict?.Reason));
    }

    private static ObservedPod Observe(string text)
    {
        var words = text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(' ')).ToList();
        var containers = words.Select(word => word[1] switch
        {
            "running" or "unstarted" => Seen(word[0]),
            "failed" => Exited(word[0], 1),
            _ => Exited(word[0], 0),
        }).ToArray();
        return Observed(containers) with
        {
            Health = words.Where(word => word[1] == "unstarted").ToDictionary(word => $"{word[0]}-0", _ => new ContainerHealth(false, false, null)),
        };
    }

    private static ObservedContainer Exited(string name, int code) => Seen(name, ContainerPhase.Exited, code) with { ExitedAt = Now, RanFor = TimeSpan.FromSeconds(1) };

    private static string Describe(PodAction action) => action switch
    {
        PodAction.StartContainer start => $"start {start.Name}",
        PodAction.StopContainer stop => $"stop {stop.Name}",
        _ => action.ToString(),
    };
}
