using System.Net;
using System.Net.Sockets;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>What happens around a pod while it is being looked after.</summary>
public sealed class PodFaultTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Upsert_BeforeThePodCidrIsKnown_WaitsAndThenRuns()
    {
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener, withNetwork: false);
        manager.Upsert(new DesiredPod(PodNode.Pod("waits")));
        await Eventually.True(() => listener.EventsOf("waits").Any(), Limit);
        Assert.StartsWith("Warning NetworkNotReady network is not ready: ", listener.EventsOf("waits").Single(), StringComparison.Ordinal);
        fixture.Node.SetPodCidr(manager);
        await listener.WaitForRunningAsync("waits");
        manager.Remove(new PodKey("default", "waits"));
        await listener.WaitForAsync("waits", "removed", report => report.Removed);
    }

    [Fact]
    public async Task Delete_WhileItsImageIsPulled_EndsAtOnce()
    {
        // A registry that takes the connection and never says a word.
        using var registry = new TcpListener(IPAddress.Loopback, 0);
        registry.Start();
        var image = $"127.0.0.1:{((IPEndPoint)registry.LocalEndpoint).Port}/none:1";
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        var pod = PodNode.Pod("pulls").With(container => container with { Image = image });
        manager.Upsert(new DesiredPod(pod));
        await Eventually.True(() => listener.EventsOf("pulls").Contains($"Normal Pulling Pulling image \"{image}\""), Limit);
        manager.Upsert(new DesiredPod(pod with { Metadata = pod.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = 30 } }));
        var last = await listener.WaitForAsync("pulls", "removed", report => report.Removed);
        Assert.Equal(("Failed", "ContainerStatusUnknown"), (last.Status.Phase, last.Status.ContainerStatuses![0].State!.Terminated!.Reason));
    }

    [Fact]
    public async Task Delete_AgainWithLessGrace_ShortensTheEnd()
    {
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        var pod = PodNode.Pod("stubborn", "trap '' TERM; while true; do sleep 0.1; done");
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync("stubborn");
        manager.Upsert(new DesiredPod(pod with { Metadata = pod.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = 3600 } }));
        await Eventually.True(() => listener.EventsOf("stubborn").Contains("Normal Killing Stopping container c"), Limit);
        manager.Upsert(new DesiredPod(pod with { Metadata = pod.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = 0 } }));
        await listener.WaitForAsync("stubborn", "removed", report => report.Removed);
    }

    [Fact]
    public async Task Sandbox_Dies_PodGetsANewOne()
    {
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        manager.Upsert(new DesiredPod(PodNode.Pod("pause")));
        await listener.WaitForRunningAsync("pause");
        Command.MustRun("kill", "-9", $"{fixture.Node.FindProcess("pause")}");
        var again = await listener.WaitForAsync("pause", "restarted", report => report.Status.ContainerStatuses![0] is { Ready: true, RestartCount: 1 });
        Assert.NotNull(again.Status.PodIP);
        manager.Remove(new PodKey("default", "pause"));
        await listener.WaitForAsync("pause", "removed", report => report.Removed);
    }

    [Fact]
    public async Task SetDesired_SameNameNewUid_EndsTheOldAndRunsTheNew()
    {
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        var (old, young) = (PodNode.Pod("again"), PodNode.Pod("again"));
        manager.Upsert(new DesiredPod(old));
        await listener.WaitForRunningAsync("again");
        manager.Upsert(new DesiredPod(young));
        await listener.WaitForAnyAsync("again", "the old one removed", report => report.Uid == old.Uid && report.Removed);
        await listener.WaitForAnyAsync("again", "the new one Running", report => report.Uid == young.Uid && report.Status.Phase == "Running");
        manager.Remove(new PodKey("default", "again"));
        await listener.WaitForAnyAsync("again", "removed", report => report.Uid == young.Uid && report.Removed);
    }

    [Fact]
    public async Task Log_GrownTooLarge_IsRotatedAndGoesOn()
    {
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener, maxLogBytes: 4096);
        var pod = PodNode.Pod("talks", "i=0; while true; do i=$((i+1)); echo line $i; sleep 0.01; done");
        var key = new PodKey("default", "talks");
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync("talks");
        var path = fixture.Node.LogPath(pod, "c");
        await Eventually.True(() => new FileInfo(path).Length > 4096, Limit);
        manager.SetDesired(new Dictionary<PodKey, DesiredPod> { [key] = new(pod) }, viewIsValid: true);
        await Eventually.True(() => File.Exists($"{path}.1") && File.Exists(path) && new FileInfo(path).Length > 0, Limit);
        var lastOfOld = File.ReadLines($"{path}.1").Last();
        var firstOfNew = File.ReadLines(path).First();
        Assert.Equal(Number(lastOfOld) + 1, Number(firstOfNew));
        manager.Remove(key);
        await listener.WaitForAsync("talks", "removed", report => report.Removed);

        static int Number(string line) => int.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
