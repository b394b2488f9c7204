using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Tests.Pods.Real;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Lifecycle;

/// <summary>Order of starts, hooks and ends on real containerd, as the containers themselves write it down.</summary>
public sealed class LifecycleTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>, IDisposable
{
    private readonly PodNode _node = fixture.Node;
    private readonly DirectoryInfo _out = Directory.CreateTempSubdirectory("ek-lifecycle-");

    public void Dispose() => _out.Delete(recursive: true);

    [Fact]
    public async Task InitContainersSidecarsAndHooks_StartAndEnd_InOrder()
    {
        var main = Serving("main") with
        {
            Lifecycle = new()
            {
                PostStart = new() { Exec = Say("main postStart") },
                PreStop = new() { Exec = Say("main preStop") },
            },
        };
        var pod = Build("ordered", main, Sidecar("s1"), Writing("i1", "echo i1 >> /out/order"), Sidecar("s2"));
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        var running = await listener.WaitForRunningAsync("ordered");
        Assert.Equal([true, true, true], running.Status.InitContainerStatuses!.Select(init => init.Ready));
        await _node.WaitForTrapsAsync(pod);
        manager.Remove(new PodKey("default", "ordered"));
        await listener.WaitForAsync("ordered", "removed", report => report.Removed);
        Assert.Equal(["s1 start", "i1", "s2 start", "main postStart", "main preStop", "main TERM", "s2 TERM", "s1 TERM"], Order());
    }

    [Fact]
    public async Task Sidecar_Killed_IsStartedAgainBesideItsPod()
    {
        var pod = Build("beside", Writing("main", "exec sleep 3600"), Writing("s1", "echo s1 >> /out/order; exec sleep 1800") with { RestartPolicy = "Always" });
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync("beside");
        var victim = _node.Processes().First(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("1800", StringComparison.Ordinal));
        EdgeKube.Testing.Containerd.Command.MustRun("kill", "-9", $"{victim}");
        var again = await listener.WaitForAsync("beside", "restarted", report => report.Status.InitContainerStatuses![0] is { Ready: true, RestartCount: 1 });
        Assert.Equal(("Running", 0), (again.Status.Phase, again.Status.ContainerStatuses![0].RestartCount));
        await Eventually.True(() => Order().Length == 2, TimeSpan.FromSeconds(10));
        Assert.Equal("spec.initContainers{s1}", new PodEvent(new PodKey("a", "b"), "u", "s1", "Normal", "R", "m", DateTimeOffset.UnixEpoch) { IsInit = true }.InvolvedObject.FieldPath);
        manager.Remove(new PodKey("default", "beside"));
        await listener.WaitForAsync("beside", "removed", report => report.Removed);
    }

    [Fact]
    public async Task PostStart_Fails_ContainerIsStoppedAndSaysWhy()
    {
        var main = Serving("c") with { Lifecycle = new() { PostStart = new() { Exec = new() { Command = ["sh", "-c", "echo oops; exit 3"] } } } };
        var pod = Build("greets", main);
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        var failed = await listener.WaitForAnyAsync("greets", "failed", report => report.Status.ContainerStatuses![0].State?.Waiting?.Reason == "PostStartHookError");
        Assert.Equal(
            $"Exec lifecycle hook ([sh -c echo oops; exit 3]) for Container \"c\" in Pod \"greets_default({pod.Uid})\" failed - error: command 'sh -c echo oops; exit 3' exited with 3: , message: \"oops\\n\"",
            failed.Status.ContainerStatuses![0].State!.Waiting!.Message);
        Assert.NotNull(failed.Status.ContainerStatuses[0].LastState!.Terminated);
        Assert.Contains("Warning FailedPostStartHook PostStartHook failed", listener.EventsOf("greets"));
        manager.Remove(new PodKey("default", "greets"));
        await listener.WaitForAsync("greets", "removed", report => report.Removed);
    }

    [Fact]
    public async Task Hooks_SleepAndTcp_AreDoneInTheirTime()
    {
        // Nobody listens there: a hook that fails, while the sleep is cut by the grace of two seconds and is so, too.
        var sleeps = Serving("sleeps") with { Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = 60 } } } };
        var asks = Serving("asks") with { Lifecycle = new() { PreStop = new() { TcpSocket = new() { Port = 9 } } } };
        var pod = Build("hooks", sleeps);
        pod = pod with { Spec = pod.Spec! with { Containers = [sleeps, asks], TerminationGracePeriodSeconds = 2 } };
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync("hooks");
        await _node.WaitForTrapsAsync(pod);
        manager.Remove(new PodKey("default", "hooks"));
        await listener.WaitForAsync("hooks", "removed", report => report.Removed);
        Assert.Equal(2, listener.EventsOf("hooks").Count(text => text == "Warning FailedPreStopHook PreStopHook failed"));
        Assert.Equal(["asks TERM", "sleeps TERM"], Order());
    }

    private Pod Build(string name, Container main, params Container[] inits)
    {
        var pod = PodNode.Pod(name);
        return pod with
        {
            Spec = pod.Spec! with
            {
                TerminationGracePeriodSeconds = 10,
                InitContainers = inits.Length == 0 ? null : inits,
                Containers = [main],
                Volumes = [new Volume { Name = "out", HostPath = new() { Path = _out.FullName } }],
            },
        };
    }

    private string[] Order() => File.Exists(Path.Combine(_out.FullName, "order")) ? File.ReadAllLines(Path.Combine(_out.FullName, "order")) : [];

    private static Container Writing(string name, string script)
        => PodNode.Container(name, script) with { VolumeMounts = [new VolumeMount { Name = "out", MountPath = "/out" }] };

    private static Container Serving(string name) => Writing(name, $"trap 'echo {name} TERM >> /out/order; exit 0' TERM; while true; do sleep 0.05; done");

    private static Container Sidecar(string name)
        => Writing(name, $"trap 'sleep 0.3; echo {name} TERM >> /out/order; exit 0' TERM; echo {name} start >> /out/order; while true; do sleep 0.05; done") with
        {
            RestartPolicy = "Always",
            StartupProbe = new() { Exec = new() { Command = ["grep", name, "/out/order"] }, PeriodSeconds = 1, TimeoutSeconds = 1, SuccessThreshold = 1, FailureThreshold = 9 },
        };

    private static ExecAction Say(string words) => new() { Command = ["sh", "-c", $"echo {words} >> /out/order"] };
}
