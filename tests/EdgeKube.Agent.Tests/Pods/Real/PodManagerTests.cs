using System.Globalization;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Pods on real containerd.</summary>
public sealed class PodManagerTests : OwnPodNode
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Upsert_PodWithTwoContainersAndReferences_RunsAndSeesThem()
    {
        Node.Inputs.Add(new ConfigMap { Metadata = new ObjectMeta { Name = "m", Namespace = "default" }, Data = new Dictionary<string, string> { ["k"] = "from-map" } });
        Node.Inputs.Add(new Secret { Metadata = new ObjectMeta { Name = "s", Namespace = "default" }, Data = new Dictionary<string, byte[]> { ["K"] = "from-secret"u8.ToArray() } });
        var pod = PodNode.Pod("two");
        var a = PodNode.Container("a", "echo $X $S_K $IP $NAME $(hostname); pwd; exec sleep 3600") with
        {
            WorkingDir = "/tmp",
            EnvFrom = [new EnvFromSource { Prefix = "S_", SecretRef = new SecretEnvSource { Name = "s" } }],
            Env =
            [
                new EnvVar { Name = "X", ValueFrom = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = "m", Key = "k" } } },
                new EnvVar { Name = "IP", ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = "status.podIP" } } },
                new EnvVar { Name = "NAME", ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = "metadata.name" } } },
            ],
        };
        pod = pod with { Spec = pod.Spec! with { Containers = [a, PodNode.Container("b", "exec sleep 3600")] } };
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        var status = (await Node.Listener.WaitForRunningAsync("two")).Status;
        Assert.StartsWith(Node.SubnetPrefix, status.PodIP, StringComparison.Ordinal);
        await Eventually.True(() => Node.ReadLog(pod, "a").Contains("/tmp", StringComparison.Ordinal), Limit);
        Assert.Contains($"stdout F from-map from-secret {status.PodIP} two two\n", Node.ReadLog(pod, "a"), StringComparison.Ordinal);
        Assert.Equal(
            [$"Normal Pulled Container image \"{TestImages.Busybox}\" already present on machine and can be accessed by the pod", "Normal Created Container created", "Normal Started Container started"],
            Node.Listener.EventsOf("two").Take(3));
    }

    [Fact]
    public async Task Exit_ContainerKilledTwice_RestartsThenBacksOff()
    {
        var pod = PodNode.Pod("crash", "echo run; exec sleep 3600");
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await Node.Listener.WaitForRunningAsync("crash");
        await KillSleepAsync();
        var restarted = await Node.Listener.WaitForAsync("crash", "restarted", report => Container(report) is { Ready: true, RestartCount: 1 });
        Assert.Equal((137, "Error"), (Container(restarted).LastState!.Terminated!.ExitCode, Container(restarted).LastState!.Terminated!.Reason));
        await KillSleepAsync();
        var waiting = await Node.Listener.WaitForAsync("crash", "waiting", report => Container(report).State?.Waiting?.Reason == "CrashLoopBackOff");
        Assert.Equal($"back-off 10s restarting failed container=c pod=crash_default({pod.Uid})", Container(waiting).State!.Waiting!.Message);

        // The status is told first, the event after it.
        var backOff = $"Warning BackOff Back-off restarting failed container c in pod crash_default({pod.Uid})";
        await Eventually.True(() => Node.Listener.EventsOf("crash").Contains(backOff), Limit);
    }

    [Fact]
    public async Task Dispose_AndNewManager_AdoptsTheSameContainers()
    {
        var pods = Enumerable.Range(0, 3).Select(number => PodNode.Pod($"stay-{number}")).ToList();
        var ids = new List<string?>();
        await using (var first = Node.NewManager())
        {
            first.SetDesired(Desired(pods), viewIsValid: true);
            foreach (var pod in pods)
            {
                ids.Add(Container(await Node.Listener.WaitForRunningAsync(pod.Name)).ContainerID);
            }
        }

        var listener = new RecordingListener();
        await using var second = Node.NewManager(listener);
        second.SetDesired(Desired(pods), viewIsValid: true);
        foreach (var (pod, id) in pods.Zip(ids))
        {
            var adopted = Container(await listener.WaitForRunningAsync(pod.Name));
            Assert.Equal((id, 0), (adopted.ContainerID, adopted.RestartCount));
            Assert.Empty(listener.EventsOf(pod.Name));
        }
    }

    [Fact]
    public async Task Start_PodNotInTheView_IsEndedOnlyWhenTheViewIsValid()
    {
        await using (var first = Node.NewManager())
        {
            first.Upsert(new DesiredPod(PodNode.Pod("orphan")));
            await Node.Listener.WaitForRunningAsync("orphan");
        }

        var listener = new RecordingListener();
        await using var second = Node.NewManager(listener);
        second.SetDesired(Desired([PodNode.Pod("other")]), viewIsValid: false);
        await listener.WaitForRunningAsync("other");
        Assert.Null(listener.LastOf("orphan"));
        Assert.Equal(2, (await Node.Runtime.ListPodSandboxesAsync(null, CancellationToken.None)).Count);
        second.SetDesired(new Dictionary<PodKey, DesiredPod>(), viewIsValid: true);
        await listener.WaitForAsync("orphan", "removed", report => report.Removed);
    }

    [Fact]
    public async Task Boot_AllGone_RunsAgainAndCounts()
    {
        var pods = Enumerable.Range(0, 3).Select(number => PodNode.Pod($"boot-{number}")).ToList();
        var known = new Dictionary<string, PodStatus>();
        await using (var before = Node.NewManager())
        {
            before.SetDesired(Desired(pods), viewIsValid: true);
            foreach (var pod in pods)
            {
                known[pod.Name] = (await Node.Listener.WaitForRunningAsync(pod.Name)).Status;
            }
        }

        await Node.BootAsync();
        var listener = new RecordingListener();
        await using var after = Node.NewManager(listener);
        after.SetDesired(pods.ToDictionary(pod => new PodKey(pod.Namespace, pod.Name), pod => new DesiredPod(pod, known[pod.Name])), viewIsValid: true);
        foreach (var pod in pods)
        {
            var container = Container(await listener.WaitForRunningAsync(pod.Name));
            Assert.Equal(1, container.RestartCount);
            Assert.NotNull(container.LastState!.Terminated);
        }

        await Eventually.True(async () => (await Node.Runtime.ListPodSandboxesAsync(null, CancellationToken.None)).Count == pods.Count, Limit);
    }

    [Fact]
    public async Task Delete_RunningPod_LeavesNothing()
    {
        var pod = PodNode.Pod("gone", "trap 'exit 0' TERM; while true; do sleep 0.1; done");
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await Node.Listener.WaitForRunningAsync("gone");
        await Node.WaitForTrapsAsync(pod);
        manager.Upsert(new DesiredPod(pod with { Metadata = pod.Metadata with { Generation = 2, DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = 10 } }));
        var last = await Node.Listener.WaitForAsync("gone", "removed", report => report.Removed);
        Assert.Equal(("Succeeded", 2, 0), (last.Status.Phase, last.Status.ObservedGeneration, Container(last).State!.Terminated!.ExitCode));
        Assert.Empty(await Node.Runtime.ListPodSandboxesAsync(null, CancellationToken.None));
        Assert.Empty(await Node.Runtime.ListContainersAsync(null, CancellationToken.None));
        Assert.Empty(Node.Processes());
        Assert.Empty(Directory.GetDirectories(Node.LogsDirectory));
        Assert.Empty(Node.PodCgroups());
        Assert.Contains("Normal Killing Stopping container c", Node.Listener.EventsOf("gone"));
        Assert.Empty(manager.GetReports());
    }

    [Fact]
    public async Task Upsert_ImageChanged_RestartsInPlace()
    {
        var pod = PodNode.Pod("image");
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        var before = await Node.Listener.WaitForRunningAsync("image");
        manager.Upsert(new DesiredPod(pod.With(container => container with { Image = PodNode.Busybox2 })));
        var after = await Node.Listener.WaitForAsync("image", "changed", report => Container(report) is { Ready: true, RestartCount: 1 });
        Assert.Equal(before.Status.PodIP, after.Status.PodIP);
        Assert.Contains("Normal Killing Container c definition changed, will be restarted", Node.Listener.EventsOf("image"));
    }

    [Fact]
    public async Task Upsert_NeverThatEnds_SucceedsOrFails()
    {
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(PodNode.Pod("good", "exit 0", "Never")));
        manager.Upsert(new DesiredPod(PodNode.Pod("bad", "exit 3", "Never")));
        var good = await Node.Listener.WaitForAsync("good", "Succeeded", report => report.Status.Phase == "Succeeded");
        var bad = await Node.Listener.WaitForAsync("bad", "Failed", report => report.Status.Phase == "Failed");
        Assert.Equal(("Completed", "Error", 3), (Container(good).State!.Terminated!.Reason, Container(bad).State!.Terminated!.Reason, Container(bad).State!.Terminated!.ExitCode));
    }

    [Fact]
    public async Task Upsert_ThingsThatCannotWork_SayWhyAndDisturbNobody()
    {
        await using var manager = Node.NewManager();
        var healthy = PodNode.Pod("healthy");
        manager.Upsert(new DesiredPod(PodNode.Pod("noimage").With(container => container with { Image = "127.0.0.1:1/none:1" })));
        manager.Upsert(new DesiredPod(PodNode.Pod("badname").With(container => container with { Image = "Bad_Image:::x" })));
        manager.Upsert(new DesiredPod(PodNode.Pod("neverpull").With(container => container with { Image = "127.0.0.1:1/none:1", ImagePullPolicy = "Never" })));
        manager.Upsert(new DesiredPod(PodNode.Pod("nocommand").With(container => container with { Command = ["/nope"] })));
        var source = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = "absent", Key = "k" } };
        manager.Upsert(new DesiredPod(PodNode.Pod("noconfig").With(container => container with { Env = [new EnvVar { Name = "X", ValueFrom = source }] })));
        manager.Upsert(new DesiredPod(healthy));
        await WaitForReasonAsync("noimage", "ErrImagePull");
        var backOff = await WaitForReasonAsync("noimage", "ImagePullBackOff");
        Assert.StartsWith("Back-off pulling image \"127.0.0.1:1/none:1\": ErrImagePull: ", Container(backOff).State!.Waiting!.Message, StringComparison.Ordinal);
        await WaitForReasonAsync("badname", "InvalidImageName");
        await WaitForReasonAsync("neverpull", "ErrImageNeverPull");
        var start = await WaitForReasonAsync("nocommand", "RunContainerError");
        Assert.Contains("exec: \"/nope\": stat /nope: no such file or directory", Container(start).State!.Waiting!.Message, StringComparison.Ordinal);
        Assert.Equal(("StartError", 128), (Container(start).LastState!.Terminated!.Reason, Container(start).LastState!.Terminated!.ExitCode));
        await WaitForReasonAsync("nocommand", "CrashLoopBackOff");
        Assert.Equal("configmap \"absent\" not found", Container(await WaitForReasonAsync("noconfig", "CreateContainerConfigError")).State!.Waiting!.Message);
        Assert.Contains("Warning Failed Error: configmap \"absent\" not found", Node.Listener.EventsOf("noconfig"));
        await Node.Listener.WaitForRunningAsync("healthy");

        Node.Inputs.Add(new ConfigMap { Metadata = new ObjectMeta { Name = "absent", Namespace = "default" }, Data = new Dictionary<string, string> { ["k"] = "here" } });
        manager.InputsChanged();
        await Node.Listener.WaitForRunningAsync("noconfig");
        Assert.Equal(0, Container(Node.Listener.LastOf("healthy")!).RestartCount);
    }

    [Fact]
    public async Task Start_ContainerdRestarts_NothingRestarts()
    {
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(PodNode.Pod("stays")));
        var before = Container(await Node.Listener.WaitForRunningAsync("stays")).ContainerID;
        Node.KillContainerd();
        manager.Upsert(new DesiredPod(PodNode.Pod("later")));
        Node.StartContainerd();
        await Node.Listener.WaitForRunningAsync("later");
        Assert.Equal((before, 0), (Container(Node.Listener.LastOf("stays")!).ContainerID, Container(Node.Listener.LastOf("stays")!).RestartCount));
    }

    private Task<PodReport> WaitForReasonAsync(string pod, string reason)
        => Node.Listener.WaitForAnyAsync(pod, reason, report => Container(report).State?.Waiting?.Reason == reason);

    private static ContainerStatus Container(PodReport report) => report.Status.ContainerStatuses![0];

    private static Dictionary<PodKey, DesiredPod> Desired(IEnumerable<Pod> pods)
        => pods.ToDictionary(pod => new PodKey(pod.Namespace, pod.Name), pod => new DesiredPod(pod));

    private async Task KillSleepAsync()
    {
        var victim = 0;
        await Eventually.True(() => (victim = Node.FindProcess("sleep")) != 0, Limit);
        Command.MustRun("kill", "-9", victim.ToString(CultureInfo.InvariantCulture));
    }
}
