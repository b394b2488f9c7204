using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Other limits for pods that run, read back from the cgroups that the kernel keeps.</summary>
public sealed class ResizeTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly PodNode _node = fixture.Node;

    [Fact]
    public async Task Resize_UpAndDown_ChangesTheKernelsLimitsAndRestartsNothing()
    {
        var pod = Build("wide", "100m", "64Mi");
        await using (var manager = _node.NewManager())
        {
            manager.Upsert(new DesiredPod(pod));
            await _node.Listener.WaitForRunningAsync("wide");
            manager.Upsert(new DesiredPod(pod = With(pod, "300m", "128Mi")));
            await LimitsAreAsync(_node.Listener, pod, 30000, 128 << 20);
            await Eventually.True(() => Told("wide").SequenceEqual(["ResizeStarted", "ResizeCompleted"]), Limit);
            await _node.Listener.WaitForAsync("wide", "told", report => report.Status.Conditions![0].Type == "PodReadyToStartContainers");
        }

        // The next run of the agent finds it as it is, and goes on from there.
        var listener = new RecordingListener();
        await using var next = _node.NewManager(listener);
        next.Upsert(new DesiredPod(pod, _node.Listener.LastOf("wide")!.Status));
        var running = await listener.WaitForRunningAsync("wide");
        Assert.Equal(Quantity.Parse("300m"), running.Status.ContainerStatuses![0].Resources!.Limits!["cpu"]);
        Assert.DoesNotContain(listener.EventsOf("wide"), told => told.Contains("Resize", StringComparison.Ordinal));
        next.Upsert(new DesiredPod(pod = With(pod, "50m", "32Mi")));
        await LimitsAreAsync(listener, pod, 5000, 32 << 20);
        var last = await listener.WaitForAsync("wide", "resized", report => report.Status.ContainerStatuses![0].Resources!.Limits!["cpu"] == Quantity.Parse("50m"));
        Assert.Equal((0, "PodReadyToStartContainers"), (last.Status.ContainerStatuses![0].RestartCount, last.Status.Conditions![0].Type));
        next.Remove(new PodKey("default", "wide"));
        await listener.WaitForAsync("wide", "removed", report => report.Removed);
    }

    [Fact]
    public async Task Resize_PolicyRestartContainer_StartsItAnewWithTheNewLimits()
    {
        var pod = Build("anew", "100m", "64Mi");
        pod = pod with { Spec = pod.Spec! with { Containers = [pod.Spec.Containers[0] with { ResizePolicy = [new() { ResourceName = "memory", RestartPolicy = "RestartContainer" }] }] } };
        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForRunningAsync("anew");
        manager.Upsert(new DesiredPod(pod = With(pod, "100m", "96Mi")));
        await listener.WaitForAsync("anew", "restarted", report => report.Status.ContainerStatuses![0] is { Ready: true, RestartCount: 1 });
        await LimitsAreAsync(listener, pod, 10000, 96 << 20);
        Assert.Contains("Normal Killing Container c resize requires restart", listener.EventsOf("anew"));
        manager.Remove(new PodKey("default", "anew"));
        await listener.WaitForAsync("anew", "removed", report => report.Removed);
    }

    // The container's own cgroup, and its pod's.
    private async Task LimitsAreAsync(RecordingListener listener, Pod pod, long quota, long bytes)
    {
        long[] wanted = [quota, bytes, quota, bytes];
        long[] came = [];
        try
        {
            await Eventually.True(() => (came = Limits(pod)).SequenceEqual(wanted), Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"expected {string.Join(' ', wanted)}, came {string.Join(' ', came)}\n{string.Join('\n', listener.EventsOf(pod.Name))}");
        }
    }

    private long[] Limits(Pod pod)
    {
        var own = _node.Processes().Where(id => ReadText($"/proc/{id}/comm") == "sleep").Select(id => PathIn(ReadText($"/proc/{id}/cgroup"), "cpu")).FirstOrDefault(path => path?.Contains(pod.Uid, StringComparison.Ordinal) is true);
        return [.. new[] { own, Path.GetDirectoryName(own) }.SelectMany(path => new[] { Read($"/sys/fs/cgroup/cpu{path}/cpu.cfs_quota_us"), Read($"/sys/fs/cgroup/memory{path}/memory.limit_in_bytes") })];
    }

    private IEnumerable<string> Told(string pod) => _node.Listener.EventsOf(pod).Where(told => told.Contains(" Resize", StringComparison.Ordinal)).Select(told => told.Split(' ')[1]);

    private static string? PathIn(string cgroups, string controller)
        => cgroups.Split('\n').Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length == 3 && parts[1].Split(',').Contains(controller))?[2];

    private static long Read(string path) => long.TryParse(ReadText(path), out var number) ? number : -1;

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return "";
        }
    }

    private static Pod Build(string name, string cpu, string memory) => With(PodNode.Pod(name), cpu, memory);

    private static Pod With(Pod pod, string cpu, string memory) => pod with
    {
        Metadata = pod.Metadata with { Generation = pod.Metadata.Generation + 1 },
        Spec = pod.Spec! with
        {
            Containers = [pod.Spec.Containers[0] with
            {
                Resources = new() { Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) } },
            }],
        },
    };
}
